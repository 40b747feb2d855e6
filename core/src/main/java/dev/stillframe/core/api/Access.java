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
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out who calls, and whether reading is allowed. */
final class Access {
    /** How long a reader's token is taken as good without asking the store again; a revocation is felt after this at the latest. */
    static final Duration REMEMBERED = Duration.ofSeconds(5);

    private final Tokens tokens;
    private final boolean readingIsPublic;
    private final InstantSource clock;
    /** Good tokens of readers, by their text. */
    private final Cache<String, Remembered> readers =
            Caffeine.newBuilder().maximumSize(1_000).build();

    private record Remembered(Caller.Known caller, long at) {}

    Access(Tokens tokens, boolean readingIsPublic, InstantSource clock) {
        this.tokens = tokens;
        this.readingIsPublic = readingIsPublic;
        this.clock = clock;
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
        // What one token may see, another in the same browser may not.
        return new Answer(answer.status(), headers, answer.body()).with(new Answer.Header("Vary", "Authorization"));
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
        long now = clock.millis();
        Remembered known = readers.getIfPresent(text);
        // A clock that is set back must not prolong what was revoked.
        if (known != null
                && Math.abs(now - known.at()) < REMEMBERED.toMillis()
                && known.caller().token().isGood(now)) {
            return known.caller();
        }
        Caller caller = checked(text);
        if (caller instanceof Caller.Known good) {
            readers.put(text, new Remembered(good, now));
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

    /** Whether a caller shows a token as a browser shows a password: by itself, whatever page it is on. */
    static boolean isPassword(Call call) {
        String field = call.header("authorization");
        return field != null && field.regionMatches(true, 0, "Basic ", 0, 6);
    }

    /** Whether a body is said to be JSON. */
    static boolean isJson(Call call) {
        String type = call.header("content-type");
        return type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("application/json");
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
