package dev.stillframe.core.model;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A token as it is stored: everything but its secret.
 *
 * @param id names it in lists and logs; 1 to 32 of a-z and 0-9
 * @param role what it is for
 * @param host the only host it is good for; null for all. A collector's token always has one
 * @param hash SHA-256 of the whole token, 64 lower-case hex digits
 * @param createdAt epoch milliseconds
 * @param expiresAt from when on it is refused, epoch milliseconds; {@link Long#MAX_VALUE} for never
 * @param revokedAt when it was revoked, epoch milliseconds; 0 when it was not
 */
public record Token(
        String id, Role role, @Nullable String host, String hash, long createdAt, long expiresAt, long revokedAt) {
    private static final Pattern ID = Pattern.compile("[a-z0-9]{1,32}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    /** What the origin of samples uploaded with a token begins with. */
    public static final String ORIGIN = "token:";

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException when one is not as described above
     */
    public Token {
        if (!isId(id) || !HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException("not a token's id or hash");
        }
        if (host != null && !Scope.isHost(host)) {
            throw new IllegalArgumentException("'" + host + "' is not a host name (" + Scope.HOST_RULE + ")");
        }
        if (role == Role.COLLECTOR && host == null) {
            throw new IllegalArgumentException("a collector's token needs the host that it uploads for");
        }
    }

    /** Whether a text can be the id of a token. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** The origin of the samples that were uploaded with a token. */
    public static String origin(String id) {
        return ORIGIN + id;
    }

    /** Whether it is good at an instant, epoch milliseconds. */
    public boolean isGood(long now) {
        return revokedAt == 0 && now < expiresAt;
    }

    /** Whether it may concern itself with a scope: any, or only its host's. */
    public boolean covers(Scope scope) {
        return host == null || scope.name().equals(host);
    }

    /** The same, revoked at an instant. */
    public Token revoked(long at) {
        return new Token(id, role, host, hash, createdAt, expiresAt, at);
    }
}
