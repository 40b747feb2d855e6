package dev.stillframe.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.aws.servers.DynamoDbLocal;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.testkit.TrimmedLogContract;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** On DynamoDB Local; the test deletes what the database would expire. */
class DynamoTrimmedLogTest extends TrimmedLogContract {
    private static final Instant NOW = Instant.parse("2040-01-02T08:15:00Z");

    private final Tables tables = DynamoDbLocal.tables();

    @Override
    protected SampleStore create() {
        return new DynamoSampleStore(
                DynamoDbLocal.CLIENT,
                tables,
                Metrics.BUILT_IN,
                DynamoDbLocal::id,
                InstantSource.fixed(NOW),
                Duration.ofDays(14));
    }

    @Override
    protected void trim(SampleStore trimmed, String host) {
        for (Map<String, AttributeValue> item : log(host)) {
            DynamoDbLocal.CLIENT.deleteItem(r -> r.tableName(tables.state())
                    .key(Map.of("pk", item.getOrDefault("pk", none()), "sk", item.getOrDefault("sk", none()))));
        }
    }

    private static AttributeValue none() {
        return AttributeValue.fromNul(true);
    }

    private List<Map<String, AttributeValue>> log(String host) {
        return DynamoDbLocal.CLIENT
                .query(r -> r.tableName(tables.state())
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS("log#" + host))))
                .items();
    }

    @Test
    void an_entry_expires_a_fortnight_after_it_came_and_a_sample_never() {
        create().append(List.of(Sample.of("home", NOW.toEpochMilli() - 1, 93_100, 40_200, 11_200)), "test");

        assertThat(log("home"))
                .singleElement()
                .satisfies(item -> assertThat(
                                item.getOrDefault(Tables.EXPIRES, none()).n())
                        .isEqualTo(Long.toString(NOW.plus(Duration.ofDays(14)).getEpochSecond())));
        assertThat(DynamoDbLocal.CLIENT.scan(r -> r.tableName(tables.samples())).items())
                .singleElement()
                .satisfies(item -> assertThat(item).doesNotContainKey(Tables.EXPIRES));
    }
}
