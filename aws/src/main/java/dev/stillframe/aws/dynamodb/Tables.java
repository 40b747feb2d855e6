package dev.stillframe.aws.dynamodb;

import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * The two tables of a deployment, and the description of them that every other has to agree with. Both are on demand.
 *
 * @param samples the table of the samples: the host as partition key, epoch milliseconds as sort key, a number
 * @param state the table of everything else, with texts for keys; what expires has its time in {@link #EXPIRES}
 */
public record Tables(String samples, String state) {
    /** Partition key of the samples' table: text. */
    public static final String HOST = "host";

    /** Sort key of the samples' table: number. */
    public static final String TIME = "t";

    /** Partition key of the table of state: text. */
    public static final String PARTITION = "pk";

    /** Sort key of the table of state: text. */
    public static final String SORT = "sk";

    /** The attribute that DynamoDB expires items of the table of state by: epoch seconds. */
    public static final String EXPIRES = "expires";

    /** The tables whose names begin with a deployment's. */
    public static Tables of(String deployment) {
        return new Tables(deployment + "-samples", deployment + "-state");
    }

    /** Creates both and waits until they are there. */
    public void create(DynamoDbClient client) {
        create(client, samples, HOST, TIME, ScalarAttributeType.N);
        create(client, state, PARTITION, SORT, ScalarAttributeType.S);
        client.waiter().waitUntilTableExists(r -> r.tableName(samples));
        client.waiter().waitUntilTableExists(r -> r.tableName(state));
        client.updateTimeToLive(r -> r.tableName(state)
                .timeToLiveSpecification(ttl -> ttl.attributeName(EXPIRES).enabled(true)));
    }

    private static void create(
            DynamoDbClient client, String table, String partition, String sort, ScalarAttributeType sortType) {
        client.createTable(r -> r.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(List.of(attribute(partition, ScalarAttributeType.S), attribute(sort, sortType)))
                .keySchema(List.of(key(partition, KeyType.HASH), key(sort, KeyType.RANGE))));
    }

    private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
