package dev.stillframe.aws.dynamodb;

import dev.stillframe.core.port.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Writes that happen together or not at all, at most {@link #MOST}. Its token makes that it happens once however often it is
 * sent; a transaction that met another one, or was held back, is sent again.
 */
final class Transaction {
    /** The most writes in one transaction. */
    static final int MOST = 100;

    /** Enough for some ten writers at one host; each time one of them gets on. */
    private static final int ATTEMPTS = 40;

    private static final long LONGEST_PAUSE = 200;
    private static final String UNMET = "ConditionalCheckFailed";
    private static final Set<String> PASSING =
            Set.of("None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

    private final DynamoDbClient client;
    private final Tables tables;
    private final String id;
    private final List<TransactWriteItem> writes = new ArrayList<>();

    Transaction(DynamoDbClient client, Tables tables, String id) {
        this.client = client;
        this.tables = tables;
        this.id = id;
    }

    /** What became of it. */
    sealed interface Outcome {
        /** All of it is done. */
        record Done() implements Outcome {}

        /**
         * Nothing was done.
         *
         * @param unmet by the number of each write whose condition was not met, from 0: what was there, or an empty item
         */
        record Refused(Map<Integer, Item> unmet) implements Outcome {}
    }

    /** Tells this transaction from all others. */
    String id() {
        return id;
    }

    Transaction check(Item key, String condition, Item values) {
        writes.add(TransactWriteItem.builder()
                .conditionCheck(ConditionCheck.builder()
                        .tableName(tables.state())
                        .key(key.attributes())
                        .conditionExpression(condition)
                        .expressionAttributeValues(orNull(values))
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                        .build())
                .build());
        return this;
    }

    Transaction put(Item item, @Nullable String condition, Item values) {
        writes.add(TransactWriteItem.builder()
                .put(Put.builder()
                        .tableName(tables.state())
                        .item(item.attributes())
                        .conditionExpression(condition)
                        .expressionAttributeValues(orNull(values))
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                        .build())
                .build());
        return this;
    }

    Transaction update(Item key, String update, String condition, Item values) {
        return update(tables.state(), key, update, condition, values);
    }

    Transaction updateSample(Item key, String update, String condition, Item values) {
        return update(tables.samples(), key, update, condition, values);
    }

    private Transaction update(String table, Item key, String update, String condition, Item values) {
        writes.add(TransactWriteItem.builder()
                .update(Update.builder()
                        .tableName(table)
                        .key(key.attributes())
                        .updateExpression(update)
                        .conditionExpression(condition)
                        .expressionAttributeValues(orNull(values))
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                        .build())
                .build());
        return this;
    }

    Transaction delete(Item key) {
        writes.add(TransactWriteItem.builder()
                .delete(Delete.builder()
                        .tableName(tables.state())
                        .key(key.attributes())
                        .build())
                .build());
        return this;
    }

    /**
     * Runs it.
     *
     * @throws StoreException when it failed, or nobody knows whether it was done
     */
    Outcome run() {
        // A transaction that was refused has used its token up only in so far as the same may be sent again with it.
        for (int attempt = 1; ; attempt++) {
            try {
                client.transactWriteItems(r -> r.transactItems(writes).clientRequestToken(id));
                return new Outcome.Done();
            } catch (TransactionInProgressException e) {
                giveUp(attempt, e);
            } catch (TransactionCanceledException e) {
                Map<Integer, Item> unmet = unmet(e.cancellationReasons());
                if (!unmet.isEmpty()) {
                    return new Outcome.Refused(unmet);
                }
                Set<String> codes = e.cancellationReasons().stream()
                        .map(CancellationReason::code)
                        .collect(Collectors.toSet());
                if (!PASSING.containsAll(codes)) {
                    throw new StoreException("DynamoDB: " + e.getMessage() + " " + reasons(e), e);
                }
                giveUp(attempt, e);
            } catch (SdkException e) {
                throw Database.failure(e);
            }
            pause(attempt);
        }
    }

    private static String reasons(TransactionCanceledException e) {
        return e.cancellationReasons().stream()
                .filter(reason -> !PASSING.contains(reason.code()))
                .map(reason -> reason.code() + ": " + reason.message())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static void giveUp(int attempt, SdkException e) {
        if (attempt == ATTEMPTS) {
            throw new StoreException("DynamoDB: a transaction met others all the time", e);
        }
    }

    private static Map<Integer, Item> unmet(List<CancellationReason> reasons) {
        Map<Integer, Item> unmet = new HashMap<>();
        for (int i = 0; i < reasons.size(); i++) {
            if (reasons.get(i).code().equals(UNMET)) {
                unmet.put(i, Item.of(reasons.get(i).hasItem() ? reasons.get(i).item() : Map.of()));
            }
        }
        return unmet;
    }

    /** Those who met come again at different times: the random id spreads them. */
    private void pause(int attempt) {
        long longest = Math.min(LONGEST_PAUSE, 1L << Math.min(attempt, 8));
        try {
            Thread.sleep(Math.floorMod(id.hashCode() * 31L + attempt * 17L, longest) + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted between two attempts", e);
        }
    }

    private static @Nullable Map<String, AttributeValue> orNull(Item values) {
        return values.isEmpty() ? null : values.attributes();
    }
}
