package dev.stillframe.core.access;

import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.model.Role;
import dev.stillframe.core.model.Token;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.port.TokenStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Issues tokens, and checks those that are shown. A token's text is {@code sf_}, its id, {@code _}, and 32 random bytes in
 * base64url. Stored is the SHA-256 of the whole text, never the text.
 */
public final class Tokens {
    private static final String PREFIX = "sf_";
    private static final String ID_LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int ID_LENGTH = 8;
    private static final int SECRET_BYTES = 32;
    /** Longer texts are not even looked at. */
    private static final int LONGEST = 100;

    private static final Pattern TEXT = Pattern.compile(PREFIX + "([a-z2-7]{" + ID_LENGTH + "})_[A-Za-z0-9_-]{43}");
    /** Compared with where there is no token, so that an unknown id takes as long as a wrong secret. */
    private static final String NOBODY = "0".repeat(64);

    private final TokenStore store;
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * The tokens of a store.
     *
     * @param random where secrets come from: in earnest a {@link java.security.SecureRandom}
     */
    public Tokens(TokenStore store, InstantSource clock, RandomGenerator random) {
        this.store = store;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Makes a token and stores all but its secret.
     *
     * @param host the only host it is good for, null for all
     * @param expiresAt from when on it is refused, epoch milliseconds; {@link Long#MAX_VALUE} for never
     * @throws IllegalArgumentException when the host is no host's name, or a collector has none
     * @throws StoreException when it could not be stored
     */
    public Issued issue(Role role, @Nullable String host, long expiresAt) {
        String id = newId();
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        String text =
                PREFIX + id + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        Token token = new Token(id, role, host, hash(text), clock.millis(), expiresAt, 0);
        store.add(token);
        return new Issued(token, text);
    }

    private String newId() {
        String id;
        do {
            StringBuilder letters = new StringBuilder();
            for (int i = 0; i < ID_LENGTH; i++) {
                letters.append(ID_LETTERS.charAt(random.nextInt(ID_LETTERS.length())));
            }
            id = letters.toString();
        } while (store.find(id).isPresent());
        return id;
    }

    /**
     * Checks a token's text. One that cannot be a token's is unknown without a look into the store.
     *
     * @throws StoreException when the store could not be asked
     */
    public Check check(String text) {
        var parts = TEXT.matcher(text.length() > LONGEST ? "" : text);
        if (!parts.matches()) {
            return new Check.Unknown();
        }
        Optional<Token> found = store.find(parts.group(1));
        byte[] expected = found.map(Token::hash).orElse(NOBODY).getBytes(StandardCharsets.US_ASCII);
        boolean same = MessageDigest.isEqual(expected, hash(text).getBytes(StandardCharsets.US_ASCII));
        if (found.isEmpty() || !same) {
            return new Check.Unknown();
        }
        Token token = found.get();
        if (token.revokedAt() != 0) {
            return new Check.Revoked(token);
        }
        return token.isGood(clock.millis()) ? new Check.Good(token) : new Check.Expired(token);
    }

    private static String hash(String text) {
        return HexFormat.of().formatHex(Checksum.sha256(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
