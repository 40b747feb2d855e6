package dev.stillframe.core.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.stillframe.core.access.Check;
import dev.stillframe.core.access.Tokens;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.read.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Finds out who calls, and whether reading is allowed. */
final class Access {
    /** How long a reader's token is taken as good without asking the store again; a revocation is felt after this at the latest. */
    static final Duration REMEMBERED = Duration.ofSeconds(5);

    private final Tokens tokens;
    private final boolean readingIsPublic;
    private final InstantSource clock;
    /** Good tokens of readers, by their text. */
    private final Cache<String, Caller.Known> readers;

    Access(Tokens tokens, boolean readingIsPublic, InstantSource clock) {
        this.tokens = tokens;
        this.readingIsPublic = readingIsPublic;
        this.clock = clock;
        this.readers = Caffeine.newBuilder()
                .maximumSize(1_000)
                .expireAfterWrite(REMEMBERED)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** Whether anybody may read. */
    boolean isPublic() {
        return readingIsPublic;
    }

    /** Who may keep an answer: any cache, or only the reader's own. */
    String audience() {
        return readingIsPublic ? "public" : "private";
    }

    /** The answer as caches may keep it: where reading is closed, only the reader's own. */
    Answer guarded(Answer answer) {
        if (readingIsPublic) {
            return answer;
        }
        List<Answer.Header> headers = answer.headers().stream()
                .map(h -> h.name().equalsIgnoreCase("Cache-Control")
                        ? new Answer.Header(h.name(), h.value().replaceFirst("^public", "private"))
                        : h)
                .toList();
        return new Answer(answer.status(), headers, answer.body());
    }

    /**
     * The caller of a read. A token may also be sent as the password of {@code Basic}, so that a browser can ask for it.
     *
     * @throws StoreException when the tokens cannot be read
     */
    Caller reader(Call call) {
        String text = bearer(call);
        if (text == null) {
            text = password(call);
        }
        if (text == null) {
            return call.header("authorization") == null
                    ? new Caller.Anonymous(call.address())
                    : new Caller.Refused("The Authorization header is none of 'Bearer TOKEN' and 'Basic'.", "");
        }
        Caller.Known known = readers.getIfPresent(text);
        if (known != null && known.token().isGood(clock.millis())) {
            return known;
        }
        Caller caller = checked(text);
        if (caller instanceof Caller.Known good) {
            readers.put(text, good);
        }
        return caller;
    }

    /**
     * The caller of a write: asks the store each time, and takes no password, which browsers send by themselves.
     *
     * @throws StoreException when the tokens cannot be read
     */
    Caller writer(Call call) {
        String text = bearer(call);
        if (text != null) {
            return checked(text);
        }
        return call.header("authorization") == null
                ? new Caller.Anonymous(call.address())
                : new Caller.Refused("The Authorization header is not 'Bearer TOKEN'.", "");
    }

    private Caller checked(String text) {
        return switch (tokens.check(text)) {
            case Check.Good good -> new Caller.Known(good.token());
            case Check.Unknown unknown -> new Caller.Refused("This token is not known.", "");
            case Check.Expired expired ->
                new Caller.Refused("This token has expired.", expired.token().id());
            case Check.Revoked revoked ->
                new Caller.Refused("This token was revoked.", revoked.token().id());
        };
    }

    /** The refusal of a read, empty when it is allowed. */
    Optional<Answer> refusal(Caller caller, Scope scope, String method) {
        if (caller instanceof Caller.Refused refused) {
            return Optional.of(Problems.unauthorized(refused.detail(), method));
        }
        if (readingIsPublic) {
            return Optional.empty();
        }
        if (caller instanceof Caller.Anonymous) {
            return Optional.of(Problems.unauthorized(
                    "Reading needs a token here: 'Authorization: Bearer TOKEN', or the token as password.", method));
        }
        return caller.covers(scope)
                ? Optional.empty()
                : Optional.of(Problems.forbidden("This token is for another host.", method));
    }

    /** The refusal of a caller whose token is not good, or who has none where every read needs one. */
    Optional<Answer> mustKnow(Caller caller, String method) {
        return caller instanceof Caller.Known ? Optional.empty() : refusal(caller, Scope.ALL, method);
    }

    private static @Nullable String bearer(Call call) {
        String field = call.header("authorization");
        return field != null && field.regionMatches(true, 0, "Bearer ", 0, 7)
                ? field.substring(7).strip()
                : null;
    }

    private static @Nullable String password(Call call) {
        String field = call.header("authorization");
        if (field == null || !field.regionMatches(true, 0, "Basic ", 0, 6)) {
            return null;
        }
        try {
            String pair =
                    new String(Base64.getDecoder().decode(field.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? null : pair.substring(colon + 1);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
