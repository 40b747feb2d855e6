package dev.stillframe.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.aws.servers.DynamoDbLocal;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.LogEntry;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.testkit.SampleStoreContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** On DynamoDB Local. */
class DynamoSampleStoreTest extends SampleStoreContract {
    private final Tables tables = DynamoDbLocal.tables();

    @Override
    protected SampleStore create() {
        return new DynamoSampleStore(DynamoDbLocal.CLIENT, tables, Metrics.BUILT_IN, DynamoDbLocal::id);
    }

    @Override
    protected SampleStore reopen(SampleStore opened) {
        return create();
    }

    @Test
    void a_withdrawal_noted_without_a_span_concerns_all_of_the_host() {
        store.append(List.of(Sample.of("home", 500, 1), Sample.of("home", 900, 1)), "a");
        store.append(List.of(Sample.of("home", 700, 1)), "b");
        store.withdraw("b");
        DynamoDbLocal.CLIENT.updateItem(r -> r.tableName(tables.state())
                .key(Item.key("log#home", Item.sortable(4)).attributes())
                .updateExpression("REMOVE #from, #to")
                .expressionAttributeNames(Map.of("#from", "from", "#to", "to")));

        assertThat(store.readAfter(Scope.host("home"), Position.after(3), 10).entries())
                .containsExactly(new LogEntry.Changed(4, "home", 500, 900));
    }

    @Test
    void what_was_set_aside_before_it_was_taken_back_is_known_to_the_past_of_what_came_instead() {
        store.append(List.of(Sample.of("home", 500, 1)), "a");
        store.setAside("home", List.of(500L), "dedupe");
        Position aside = store.head(Scope.host("home"));
        store.withdraw("a");
        store.append(List.of(Sample.of("home", 500, 2)), "b");
        store.withdraw("b");
        store.append(List.of(Sample.of("home", 500, 3)), "c");

        List<Sample> counted = new ArrayList<>();
        store.scan(Scope.ALL, 0, 1_000, new Position("home=" + aside.number()), (seq, sample) -> counted.add(sample));
        assertThat(counted).isEmpty();
        assertThat(store.newest(Scope.ALL, 1_000, 5)).containsExactly(Sample.of("home", 500, 3));
    }
}
