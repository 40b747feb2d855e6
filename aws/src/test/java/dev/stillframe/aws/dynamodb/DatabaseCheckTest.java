package dev.stillframe.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.aws.Clients;
import dev.stillframe.aws.servers.DynamoDbLocal;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

class DatabaseCheckTest {
    private final Tables tables = DynamoDbLocal.tables();

    private List<String> missing(DynamoDbClient client) {
        return new DatabaseCheck(client, tables, DynamoDbLocal::id).missing();
    }

    /** A server that does something less than it is asked for. */
    private interface Less extends ExecutionInterceptor {
        SdkRequest less(SdkRequest request);

        @Override
        default SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
            return less(context.request());
        }
    }

    private static DynamoDbClient server(Less less) {
        return DynamoDbLocal.client(less);
    }

    @Test
    void a_server_that_does_everything_can_be_used_and_is_left_empty() {
        assertThat(missing(DynamoDbLocal.CLIENT)).isEmpty();
        for (String table : List.of(tables.state(), tables.samples())) {
            assertThat(DynamoDbLocal.CLIENT.scan(r -> r.tableName(table)).items())
                    .isEmpty();
        }
        assertThat(new DatabaseCheck(DynamoDbLocal.CLIENT, tables, DynamoDbLocal::id).expires())
                .isTrue();
    }

    @Test
    void a_server_that_ignores_conditions_of_writes_is_told_by_what_is_missing() {
        assertThat(missing(server(request -> switch (request) {
                    case PutItemRequest put ->
                        put.toBuilder()
                                .conditionExpression(null)
                                .expressionAttributeValues(null)
                                .returnValuesOnConditionCheckFailure((String) null)
                                .build();
                    case DeleteItemRequest delete ->
                        delete.toBuilder()
                                .conditionExpression(null)
                                .expressionAttributeValues(null)
                                .returnValuesOnConditionCheckFailure((String) null)
                                .build();
                    default -> request;
                })))
                .containsExactly("conditions of writes are ignored: one writes over what is there");
    }

    @Test
    void a_server_that_ignores_conditions_in_transactions_is_told_by_what_is_missing() {
        assertThat(missing(server(request -> request instanceof TransactWriteItemsRequest all
                        ? all.toBuilder()
                                .transactItems(all.transactItems().stream()
                                        .map(DatabaseCheckTest::unconditional)
                                        .toList())
                                .build()
                        : request)))
                .containsExactly("conditions in transactions are ignored: one writes over what is there");
    }

    private static TransactWriteItem unconditional(TransactWriteItem item) {
        return item.put() == null
                ? item
                : item.toBuilder()
                        .put(item.put().toBuilder()
                                .conditionExpression(null)
                                .expressionAttributeValues(null)
                                .build())
                        .build();
    }

    @Test
    void a_server_that_does_not_tell_what_is_there_is_told_by_it() {
        assertThat(missing(server(request -> request instanceof PutItemRequest put
                        ? put.toBuilder()
                                .returnValuesOnConditionCheckFailure("NONE")
                                .build()
                        : request)))
                .containsExactly(
                        "a write that is refused does not tell what is there (ReturnValuesOnConditionCheckFailure)");
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    @Test
    void a_table_with_other_keys_is_named() {
        String other = tables.samples() + "-text";
        DynamoDbLocal.CLIENT.createTable(r -> r.tableName(other)
                .billingMode("PAY_PER_REQUEST")
                .attributeDefinitions(List.of(text(Tables.HOST), text(Tables.TIME)))
                .keySchema(List.of(
                        KeySchemaElement.builder()
                                .attributeName(Tables.HOST)
                                .keyType(KeyType.HASH)
                                .build(),
                        KeySchemaElement.builder()
                                .attributeName(Tables.TIME)
                                .keyType(KeyType.RANGE)
                                .build())));
        Tables wrong = new Tables(other, tables.state());

        assertThat(new DatabaseCheck(DynamoDbLocal.CLIENT, wrong, DynamoDbLocal::id).missing())
                .singleElement()
                .asString()
                .contains("tables " + tables.state() + " and " + other + " do not answer as they should")
                .containsIgnoringCase("type mismatch");
    }

    @Test
    void tables_that_are_not_there_are_named_and_expire_nothing() {
        DatabaseCheck check = new DatabaseCheck(DynamoDbLocal.CLIENT, Tables.of("nowhere"), DynamoDbLocal::id);
        assertThat(check.missing()).anySatisfy(m -> assertThat(m).contains("nowhere-state"));
        assertThat(check.expires()).isFalse();
    }

    @Test
    void a_server_that_cannot_be_reached_is_an_answer_too() {
        try (Clients clients = new Clients(DynamoDbLocal.SERVER
                .settings()
                .with("dynamodb", java.net.URI.create("http://127.0.0.1:1"))
                .retried(1, java.time.Duration.ZERO))) {
            assertThat(missing(clients.dynamodb())).isNotEmpty();
        }
    }
}
