package dev.stillframe.testkit.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.api.Api;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code openapi.yaml}, and what it says of exchanges. HEAD is described by GET, and OPTIONS by a 204 with {@code Allow} on every
 * path. Remembers which answers it has seen. Not for use by several threads.
 */
public final class Described {
    /** The methods that a path item may describe. */
    static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final JsonNode document;
    private final Schemas schemas;
    private final List<Template> templates;
    private final Set<String> reached = new TreeSet<>();

    /** The description of the API of the core. */
    public Described() {
        this(load());
    }

    /** Another description. */
    Described(JsonNode document) {
        this.document = document;
        this.schemas = new Schemas(document);
        this.templates = document.path("paths")
                .propertyStream()
                .map(e -> Template.of(e.getKey()))
                .sorted(Comparator.comparingInt(Template::fixed).reversed())
                .toList();
    }

    private static JsonNode load() {
        try (InputStream in = Objects.requireNonNull(Api.class.getResourceAsStream("openapi.yaml"))) {
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A YAML text, with its anchors put in. */
    static JsonNode read(String yaml) {
        return JsonMapper.shared().valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }

    /** The whole description. */
    public JsonNode document() {
        return document;
    }

    /**
     * Fails where an exchange is not as described.
     *
     * @return the same exchange
     */
    public Exchange hold(Exchange exchange) {
        assertThat(differences(exchange)).as(exchange.toString()).isEmpty();
        return exchange;
    }

    /** Every described answer: method, path and status. */
    public Set<String> answers() {
        Set<String> all = new TreeSet<>();
        for (Template template : templates) {
            document.path("paths")
                    .path(template.text())
                    .propertyStream()
                    .filter(e -> METHODS.contains(e.getKey()))
                    .forEach(e -> e.getValue()
                            .path("responses")
                            .propertyNames()
                            .forEach(status -> all.add(
                                    e.getKey().toUpperCase(Locale.ROOT) + " " + template.text() + " " + status)));
        }
        return all;
    }

    /** The described answers that no exchange has had. */
    public Set<String> missed() {
        Set<String> missed = answers();
        missed.removeAll(reached);
        return missed;
    }

    /** What a JSON text has that a schema of the description does not allow, a line each. */
    public List<String> differences(String schema, byte[] json) {
        return schemas.differences(document.at("/components/schemas/" + schema), json);
    }

    /** What of an exchange is not as described, a line each. */
    public List<String> differences(Exchange exchange) {
        for (Template template : templates) {
            Map<String, String> values = template.match(exchange.path()).orElse(null);
            if (values != null) {
                return differences(exchange, template, values);
            }
        }
        return List.of("the path is not described");
    }

    private List<String> differences(Exchange exchange, Template template, Map<String, String> values) {
        if (exchange.method().equals("OPTIONS") && exchange.status() == 204) {
            return exchange.header("Allow").isPresent() ? List.of() : List.of("Allow is missing");
        }
        JsonNode item = document.path("paths").path(template.text());
        String method = exchange.method().equals("HEAD") ? "GET" : exchange.method();
        JsonNode operation = item.path(method.toLowerCase(Locale.ROOT));
        boolean otherMethod = operation.isMissingNode() && exchange.status() == 405;
        if (otherMethod) {
            // What no method describes is described by any: all have the same.
            Map.Entry<String, JsonNode> any = item.propertyStream()
                    .filter(e -> METHODS.contains(e.getKey()))
                    .findFirst()
                    .orElseThrow();
            method = any.getKey().toUpperCase(Locale.ROOT);
            operation = any.getValue();
        }
        if (operation.isMissingNode()) {
            return List.of("the method is not described");
        }
        JsonNode response = resolve(operation.path("responses").path(Integer.toString(exchange.status())));
        if (response.isMissingNode()) {
            return List.of("the status is not described");
        }
        List<String> differences = new ArrayList<>(headers(exchange, response));
        differences.addAll(content(exchange, response));
        if (exchange.isAccepted()) {
            differences.addAll(parameters(exchange, item, operation, values));
            differences.addAll(sent(exchange, operation));
        }
        reached.add(method + " " + template.text() + " " + exchange.status());
        return differences;
    }

    private List<String> headers(Exchange exchange, JsonNode response) {
        List<String> differences = new ArrayList<>();
        response.path("headers").propertyStream().forEach(e -> {
            JsonNode described = resolve(e.getValue());
            Optional<String> value = exchange.header(e.getKey());
            if (value.isPresent()) {
                schemas.ofText(described.path("schema"), value.get())
                        .forEach(d -> differences.add(e.getKey() + ": " + d));
            } else if (described.path("required").asBoolean(false)) {
                differences.add(e.getKey() + " is missing");
            }
        });
        return differences;
    }

    private List<String> content(Exchange exchange, JsonNode response) {
        JsonNode content = response.path("content");
        byte[] body = exchange.body();
        if (content.isEmpty()) {
            return body.length == 0 ? List.of() : List.of("a body is not described");
        }
        String type = mediaType(exchange.header("Content-Type").orElse("none"));
        JsonNode described = content.path(type);
        if (described.isMissingNode()) {
            return List.of("the content type is not described: " + type);
        }
        if (exchange.method().equals("HEAD")) {
            return body.length == 0 ? List.of() : List.of("HEAD has a body");
        }
        return type.endsWith("json")
                ? schemas.differences(described.path("schema"), body)
                : body.length == 0 ? List.of("the body is empty") : List.of();
    }

    private static String mediaType(String contentType) {
        return contentType.split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
    }

    private List<String> parameters(Exchange exchange, JsonNode item, JsonNode operation, Map<String, String> inPath) {
        List<String> differences = new ArrayList<>();
        Map<String, String> inQuery = query(exchange.query());
        Map<String, JsonNode> described = new LinkedHashMap<>();
        for (JsonNode list : List.of(item.path("parameters"), operation.path("parameters"))) {
            for (JsonNode each : list) {
                JsonNode parameter = resolve(each);
                described.put(
                        parameter.path("in").asString() + " "
                                + parameter.path("name").asString(),
                        parameter);
            }
        }
        compare(differences, described, "path ", inPath);
        compare(differences, described, "query ", inQuery);
        return differences;
    }

    private void compare(
            List<String> differences, Map<String, JsonNode> described, String in, Map<String, String> values) {
        values.forEach((name, value) -> {
            JsonNode parameter = described.get(in + name);
            if (parameter == null) {
                differences.add("the " + in + "parameter " + name + " is not described");
            } else {
                schemas.ofText(parameter.path("schema"), value).forEach(d -> differences.add(in + name + ": " + d));
            }
        });
        described.forEach((key, parameter) -> {
            if (key.startsWith(in)
                    && parameter.path("required").asBoolean(false)
                    && !values.containsKey(key.substring(in.length()))) {
                differences.add("the " + key + " is missing");
            }
        });
    }

    private static Map<String, String> query(@org.jspecify.annotations.Nullable String raw) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : raw == null || raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            values.put(name, URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
        return values;
    }

    private List<String> sent(Exchange exchange, JsonNode operation) {
        JsonNode body = resolve(operation.path("requestBody"));
        Exchange.Sent sent = exchange.sent();
        if (sent == null) {
            return body.path("required").asBoolean(false) ? List.of("a body was not sent, and was taken") : List.of();
        }
        if (body.isMissingNode()) {
            return List.of("a body was sent and taken, and is not described");
        }
        String type = mediaType(sent.contentType());
        JsonNode described = body.path("content").path(type);
        if (described.isMissingNode()) {
            return List.of("the content type that was sent is not described: " + type);
        }
        return type.equals("application/json")
                ? schemas.differences(described.path("schema"), sent.body()).stream()
                        .map(d -> "sent: " + d)
                        .toList()
                : List.of();
    }

    /** What a reference names, else the node itself. */
    JsonNode resolve(JsonNode node) {
        String ref = node.path("$ref").asString("");
        return ref.startsWith("#/") ? resolve(document.at(ref.substring(1))) : node;
    }
}
