package dev.stillframe.aws.dynamodb;

import dev.stillframe.core.model.Role;
import dev.stillframe.core.model.Token;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.port.TokenStore;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Tokens on DynamoDB, one partition of all. For use by any number of threads. */
public final class DynamoTokenStore implements TokenStore {
    private static final String ALL = "tokens";

    private final Database database;

    /** A store in tables that exist; random ids. */
    public DynamoTokenStore(DynamoDbClient client, Tables tables, Supplier<String> ids) {
        this.database = new Database(client, tables, ids);
    }

    private static Token token(Item item) {
        String role = item.text("kind");
        return new Token(
                item.text(Tables.SORT),
                Role.of(role).orElseThrow(() -> new StoreException("there is no role " + role)),
                item.has("host") ? item.text("host") : null,
                item.text("sum"),
                item.number("created"),
                item.number("good"),
                item.number("revoked"));
    }

    @Override
    public void add(Token token) {
        Item item = Item.key(ALL, token.id())
                .text("kind", token.role().label())
                .text("sum", token.hash())
                .number("created", token.createdAt())
                .number("good", token.expiresAt())
                .number("revoked", token.revokedAt());
        if (token.host() != null) {
            item.text("host", token.host());
        }
        if (database.put(item, "attribute_not_exists(pk)", Item.empty()) instanceof Database.Written.Refused refused
                && !token(refused.there()).equals(token)) {
            throw new StoreException("there is another token " + token.id());
        }
    }

    @Override
    public Optional<Token> find(String id) {
        return database.get(Item.key(ALL, id)).map(DynamoTokenStore::token);
    }

    @Override
    public boolean revoke(String id, long atMillis) {
        Item values = Item.empty().number(":at", atMillis).number(":never", 0);
        return switch (database.update(Item.key(ALL, id), "SET revoked = :at", "revoked = :never", values)) {
            case Database.Written.Done done -> true;
            case Database.Written.Refused refused -> !refused.there().isEmpty();
        };
    }

    @Override
    public List<Token> tokens() {
        return database.all(ALL).stream()
                .map(DynamoTokenStore::token)
                .sorted(Comparator.comparingLong(Token::createdAt).thenComparing(Token::id))
                .toList();
    }
}
