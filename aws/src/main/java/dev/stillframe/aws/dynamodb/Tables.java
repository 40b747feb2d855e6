package dev.stillframe.aws.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

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
        createSamples(client);
        createState(client);
    }

    /** Creates the table of the samples and waits until it is there. */
    public void createSamples(DynamoDbClient client) {
        create(client, samples, HOST, TIME, ScalarAttributeType.N);
    }

    /** Creates the table of state and waits until it is there and expires items. */
    public void createState(DynamoDbClient client) {
        create(client, state, PARTITION, SORT, ScalarAttributeType.S);
        expireItems(client);
    }

    /** Makes the table of state expire its items. */
    public void expireItems(DynamoDbClient client) {
        client.updateTimeToLive(r -> r.tableName(state)
                .timeToLiveSpecification(ttl -> ttl.attributeName(EXPIRES).enabled(true)));
    }

    /** What is wrong with the table of the samples, a sentence each. Throws what the SDK throws where it is not there. */
    public List<String> problemsOfSamples(DynamoDbClient client) {
        return problems(client, samples, HOST, TIME, ScalarAttributeType.N);
    }

    /** What is wrong with the table of state, a sentence each. Throws what the SDK throws where it is not there. */
    public List<String> problemsOfState(DynamoDbClient client) {
        List<String> problems = new ArrayList<>(problems(client, state, PARTITION, SORT, ScalarAttributeType.S));
        if (!isExpiring(client)) {
            problems.add("it does not expire items by the attribute '" + EXPIRES + "': old ones stay and cost money");
        }
        return problems;
    }

    /** Whether the table of state expires its items, or is about to. */
    public boolean isExpiring(DynamoDbClient client) {
        TimeToLiveDescription ttl =
                client.describeTimeToLive(r -> r.tableName(state)).timeToLiveDescription();
        boolean on = ttl.timeToLiveStatus() == TimeToLiveStatus.ENABLED
                || ttl.timeToLiveStatus() == TimeToLiveStatus.ENABLING;
        return on && EXPIRES.equals(ttl.attributeName());
    }

    private static List<String> problems(
            DynamoDbClient client, String table, String partition, String sort, ScalarAttributeType sortType) {
        TableDescription found = client.describeTable(r -> r.tableName(table)).table();
        List<String> problems = new ArrayList<>();
        boolean keys = Set.copyOf(found.keySchema())
                        .equals(Set.of(key(partition, KeyType.HASH), key(sort, KeyType.RANGE)))
                && found.attributeDefinitions()
                        .containsAll(List.of(attribute(partition, ScalarAttributeType.S), attribute(sort, sortType)));
        if (!keys) {
            problems.add("its keys are not '" + partition + "', a text, and '" + sort + "', a "
                    + (sortType == ScalarAttributeType.N ? "number" : "text"));
        }
        if (found.tableStatus() != TableStatus.ACTIVE && found.tableStatus() != TableStatus.UPDATING) {
            problems.add("its status is " + found.tableStatusAsString() + ", not ACTIVE");
        }
        return problems;
    }

    private static void create(
            DynamoDbClient client, String table, String partition, String sort, ScalarAttributeType sortType) {
        client.createTable(r -> r.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(List.of(attribute(partition, ScalarAttributeType.S), attribute(sort, sortType)))
                .keySchema(List.of(key(partition, KeyType.HASH), key(sort, KeyType.RANGE))));
        client.waiter().waitUntilTableExists(r -> r.tableName(table));
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
