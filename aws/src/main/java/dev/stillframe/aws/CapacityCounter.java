package dev.stillframe.aws;

import java.util.concurrent.atomic.DoubleAdder;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * Counts the units that DynamoDB says it bills for what succeeded: of reading, 4 kB each, and of writing, 1 kB each. Refused writes are
 * billed too, and are not in here. For use by any number of threads.
 */
public final class CapacityCounter implements ExecutionInterceptor {
    private static final ReturnConsumedCapacity TOTAL = ReturnConsumedCapacity.TOTAL;

    private final DoubleAdder reads = new DoubleAdder();
    private final DoubleAdder writes = new DoubleAdder();
    private final DoubleAdder transactions = new DoubleAdder();

    /** Nothing counted yet. */
    public CapacityCounter() {}

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        return switch (context.request()) {
            case GetItemRequest r -> r.toBuilder().returnConsumedCapacity(TOTAL).build();
            case QueryRequest r -> r.toBuilder().returnConsumedCapacity(TOTAL).build();
            case PutItemRequest r -> r.toBuilder().returnConsumedCapacity(TOTAL).build();
            case UpdateItemRequest r ->
                r.toBuilder().returnConsumedCapacity(TOTAL).build();
            case DeleteItemRequest r ->
                r.toBuilder().returnConsumedCapacity(TOTAL).build();
            case TransactWriteItemsRequest r ->
                r.toBuilder().returnConsumedCapacity(TOTAL).build();
            case SdkRequest other -> other;
        };
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        SdkResponse response = context.response();
        switch (response) {
            case GetItemResponse r -> add(reads, r.consumedCapacity());
            case QueryResponse r -> add(reads, r.consumedCapacity());
            case PutItemResponse r -> add(writes, r.consumedCapacity());
            case UpdateItemResponse r -> add(writes, r.consumedCapacity());
            case DeleteItemResponse r -> add(writes, r.consumedCapacity());
            case TransactWriteItemsResponse r
            when context.request() instanceof TransactWriteItemsRequest done ->
                transactions.add(done.transactItems().size());
            case SdkResponse other -> {}
        }
    }

    private static void add(DoubleAdder units, @Nullable ConsumedCapacity consumed) {
        if (consumed != null && consumed.capacityUnits() != null) {
            // A read that finds nothing is billed as one.
            units.add(Math.max(1, consumed.capacityUnits()));
        }
    }

    /** Units of reading since the start or the last reset; one for each request at least. */
    public double reads() {
        return reads.sum();
    }

    /** Items in transactions, each billed with two units for each kB; servers of tests do not agree on that. */
    public double transactions() {
        return transactions.sum();
    }

    /** Units of writing outside of transactions since the start or the last reset. */
    public double writes() {
        return writes.sum();
    }

    /** Forgets what was counted. Not exact while requests are under way. */
    public void reset() {
        reads.reset();
        writes.reset();
        transactions.reset();
    }
}
