package dev.stillframe.core.port;

import dev.stillframe.core.model.Token;
import java.util.List;
import java.util.Optional;

/** The tokens there are, without their secrets. Methods throw {@link StoreException} when they fail, and may then be repeated. */
public interface TokenStore {
    /**
     * Adds a token, durably. Adding the very same again changes nothing.
     *
     * @throws StoreException also when another has its id
     */
    void add(Token token);

    /** The token with an id, as it is now: a revocation that was answered is seen. */
    Optional<Token> find(String id);

    /**
     * Revokes a token, durably; the time of its first revocation stays.
     *
     * @return whether there is such a token
     */
    boolean revoke(String id, long atMillis);

    /** All tokens, the oldest first, those of the same time by id. */
    List<Token> tokens();
}
