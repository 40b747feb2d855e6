package dev.stillframe.core.api;

import dev.stillframe.core.read.Answer;
import dev.stillframe.core.read.Answer.Header;
import dev.stillframe.core.read.Problem;
import dev.stillframe.core.read.Query;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** {@code /health}: 200 as long as the server serves; what it says of itself is in the body. */
public final class HealthPage {
    /** Its path. */
    public static final String PATH = "/health";

    private static final JsonFactory JSON = new JsonFactory();
    private static final List<String> METHODS = List.of("GET", "HEAD", "OPTIONS");

    private final Supplier<Health> health;

    /** The page of whatever tells how it is; asked for each request, so it must be quick. */
    public HealthPage(Supplier<Health> health) {
        this.health = health;
    }

    /**
     * The answer.
     *
     * @param named whether the caller may know which hosts there are; others get the whole in a word
     */
    public Answer answer(String method, @Nullable String query, boolean named) {
        if (method.equals("OPTIONS")) {
            return Answer.bare(204, List.of(new Header("Allow", String.join(", ", METHODS))));
        }
        if (!METHODS.contains(method)) {
            return Problem.methodNotAllowed(METHODS, method);
        }
        if (Query.parse(query, Set.of()) instanceof Query.Refused refused) {
            return Problem.answer(400, refused.detail(), List.of(), method);
        }
        List<Header> headers = List.of(
                new Header("Content-Type", "application/json"),
                new Header("Cache-Control", "no-store"),
                new Header("X-Content-Type-Options", "nosniff"));
        return Answer.of(200, headers, json(health.get(), named), method);
    }

    private static byte[] json(Health health, boolean named) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("status", health.status().name().toLowerCase(Locale.ROOT));
            json.writeStringProperty("version", health.version());
            json.writeNumberProperty("uptimeSeconds", health.uptime().toSeconds());
            json.writeArrayPropertyStart("scopes");
            for (Health.ScopeHealth scope : named ? health.scopes() : List.<Health.ScopeHealth>of()) {
                json.writeStartObject();
                json.writeStringProperty("scope", scope.scope());
                json.writeName("ageSeconds");
                if (scope.age() == null) {
                    json.writeNull();
                } else {
                    json.writeNumber(scope.age().toSeconds());
                }
                json.writeBooleanProperty("stale", scope.stale());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return out.toByteArray();
    }
}
