package dev.stillframe.aws.dynamodb;

import dev.stillframe.aws.Reason;
import dev.stillframe.core.port.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** Requests to the tables of a deployment. Every read is consistent. Failures are {@link StoreException}s. */
final class Database {
    /** The first part of a partition, and a condition or an empty text. */
    static final String ALL_OF_PARTITION = "pk = :pk";

    private static final int LARGEST_PAGE = 1000;

    private final DynamoDbClient client;
    private final Tables tables;
    private final Supplier<String> ids;

    /** With the source of the ids that tell a writer its own writes: random, at most 36 characters. */
    Database(DynamoDbClient client, Tables tables, Supplier<String> ids) {
        this.client = client;
        this.tables = tables;
        this.ids = ids;
    }

    Tables tables() {
        return tables;
    }

    String newId() {
        return ids.get();
    }

    /** The answer to a write with a condition. */
    sealed interface Written {
        /** It is done. */
        record Done(Item before) implements Written {}

        /** The condition was not met by what is there: nothing, or an item. {@code once} says that it was tried only once. */
        record Refused(Item there, boolean once) implements Written {}
    }

    /** An item of the table of state. */
    Optional<Item> get(Item key) {
        return calling(() -> {
            var answer = client.getItem(
                    r -> r.tableName(tables.state()).key(key.attributes()).consistentRead(true));
            return answer.hasItem() ? Optional.of(Item.of(answer.item())) : Optional.empty();
        });
    }

    /** Puts an item into the table of state if its condition holds. */
    Written put(Item item, @Nullable String condition, Item values) {
        return writing(() -> Item.of(client.putItem(r -> r.tableName(tables.state())
                        .item(item.attributes())
                        .conditionExpression(condition)
                        .expressionAttributeValues(orNull(values))
                        .returnValues("ALL_OLD")
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .attributes()));
    }

    /** Changes an item of the table of state if its condition holds. */
    Written update(Item key, String update, @Nullable String condition, Item values) {
        return writing(() -> Item.of(client.updateItem(r -> r.tableName(tables.state())
                        .key(key.attributes())
                        .updateExpression(update)
                        .conditionExpression(condition)
                        .expressionAttributeValues(orNull(values))
                        .returnValues("ALL_OLD")
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .attributes()));
    }

    /** Deletes an item of the table of state if its condition holds. */
    Written delete(Item key, @Nullable String condition, Item values) {
        return writing(() -> Item.of(client.deleteItem(r -> r.tableName(tables.state())
                        .key(key.attributes())
                        .conditionExpression(condition)
                        .expressionAttributeValues(orNull(values))
                        .returnValues("ALL_OLD")
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .attributes()));
    }

    /** Deletes an item of the table of state. */
    void delete(Item key) {
        calling(() -> client.deleteItem(r -> r.tableName(tables.state()).key(key.attributes())));
    }

    /** All items of a partition of the table of state, by their sort keys. */
    List<Item> all(String partition) {
        List<Item> items = new ArrayList<>();
        query(
                QueryRequest.builder()
                        .tableName(tables.state())
                        .keyConditionExpression(ALL_OF_PARTITION)
                        .expressionAttributeValues(
                                Item.empty().text(":pk", partition).attributes()),
                items::add);
        return items;
    }

    /**
     * Hands items to a visitor until it says false, page by page. Where pages are limited each is larger than the one before: who asks
     * for the newest one that counts must not ask as often as there are some that do not.
     */
    void query(QueryRequest.Builder request, Predicate<Item> visitor) {
        request.consistentRead(true);
        while (true) {
            QueryRequest asked = request.build();
            QueryResponse page = calling(() -> client.query(asked));
            for (Map<String, AttributeValue> attributes : page.items()) {
                if (!visitor.test(Item.of(attributes))) {
                    return;
                }
            }
            if (!page.hasLastEvaluatedKey() || page.lastEvaluatedKey().isEmpty()) {
                return;
            }
            request.exclusiveStartKey(page.lastEvaluatedKey());
            if (asked.limit() != null) {
                request.limit(Math.clamp(asked.limit() * 4L, 1, LARGEST_PAGE));
            }
        }
    }

    /** A transaction to fill and run. */
    Transaction transaction() {
        return new Transaction(client, tables, ids.get());
    }

    private static Written writing(Supplier<Item> write) {
        try {
            return new Written.Done(write.get());
        } catch (ConditionalCheckFailedException e) {
            return new Written.Refused(Item.of(e.hasItem() ? e.item() : Map.of()), e.numAttempts() == 1);
        } catch (SdkException e) {
            throw failure(e);
        }
    }

    private static <T> T calling(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw failure(e);
        }
    }

    static StoreException failure(SdkException e) {
        return new StoreException("DynamoDB: " + Reason.of(e), e);
    }

    private static @Nullable Map<String, AttributeValue> orNull(Item values) {
        return values.isEmpty() ? null : values.attributes();
    }
}
