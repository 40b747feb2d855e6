package dev.stillframe.core.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.model.Window;
import dev.stillframe.core.port.SnapshotStore;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LastGoodTest {
    private static final SnapshotId ID = new SnapshotId(Scope.ALL, Window.H1, Granularity.G20);

    @Test
    void memoryStaysWithinItsBoundAndKeepsWhatWasUsedLast() {
        long one = version(1, "[]").weight();
        LastGood memory = new LastGood(3 * one);
        for (String key : new String[] {"a", "b", "c"}) {
            memory.offer(key, version(1, "[]"));
        }
        memory.get("a");
        memory.offer("d", version(1, "[]"));

        assertThat(memory.bytes()).isEqualTo(3 * one);
        assertThat(memory.get("b")).isNull();
        assertThat(memory.get("a")).isNotNull();
        assertThat(memory.knows("b")).isTrue();
        assertThat(memory.offer("b", version(0, "[]"))).isFalse();
    }

    @Test
    void aPlainFormThatIsMadeLaterCounts() {
        Version version = version(1, "[" + "1,".repeat(5000) + "1]");
        LastGood memory = new LastGood(version.weight() + 5000);
        memory.offer("a", version);
        version.form(false);
        memory.weigh("a", version);
        assertThat(memory.get("a")).isNull();
        assertThat(memory.bytes()).isZero();
    }

    @Test
    void aVersionTooBigToKeepDrivesNoOtherOutAndReplacesItsForerunner() {
        long one = version(1, "[]").weight();
        LastGood memory = new LastGood(2 * one);
        memory.offer("a", version(1, "[]"));
        memory.offer("b", version(1, "[]"));
        Version big = version(2, random(5000));
        assertThat(memory.offer("b", big)).isTrue();
        assertThat(memory.get("a")).isNotNull();
        assertThat(memory.get("b")).isNull();
        assertThat(memory.offer("b", version(1, "[]"))).isFalse();
    }

    private static String random(int size) {
        StringBuilder text = new StringBuilder();
        new Random(1).ints(size, 'a', 'z').forEach(c -> text.append((char) c));
        return text.toString();
    }

    private static Version version(long number, String json) {
        return Version.of(new SnapshotStore.Published(UnsteadyStore.payload(ID, number, json), number, "", 0));
    }
}
