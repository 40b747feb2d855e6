package dev.stillframe.core.memory;

import dev.stillframe.core.model.Token;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.port.TokenStore;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A token store in memory. For use by any number of threads. */
public final class MemoryTokenStore implements TokenStore {
    private final Map<String, Token> tokens = new HashMap<>();

    /** A store without tokens. */
    public MemoryTokenStore() {}

    @Override
    public synchronized void add(Token token) {
        Token present = tokens.putIfAbsent(token.id(), token);
        if (present != null && !present.equals(token)) {
            throw new StoreException("there is another token " + token.id());
        }
    }

    @Override
    public synchronized Optional<Token> find(String id) {
        return Optional.ofNullable(tokens.get(id));
    }

    @Override
    public synchronized boolean revoke(String id, long atMillis) {
        return tokens.computeIfPresent(id, (i, was) -> was.revokedAt() == 0 ? was.revoked(atMillis) : was) != null;
    }

    @Override
    public synchronized List<Token> tokens() {
        return tokens.values().stream()
                .sorted(Comparator.comparingLong(Token::createdAt).thenComparing(Token::id))
                .toList();
    }
}
