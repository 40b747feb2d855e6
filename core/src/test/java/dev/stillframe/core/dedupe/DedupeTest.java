package dev.stillframe.core.dedupe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.memory.HostLogSampleStore;
import dev.stillframe.core.memory.MemorySampleStore;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.SampleStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DedupeTest {
    private static final long T = 1_767_225_600_000L;
    private static final long MINUTE = 60_000;
    private static final Pace EVERY_5 = new Pace.Given(5 * MINUTE);

    /** Of each 5 minutes one that failed and two that succeeded, of every fourth none that failed. */
    private static List<Sample> history(String host, int slots) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < slots; i++) {
            long t = T + i * (5 * MINUTE);
            if (i % 4 != 0) {
                samples.add(Sample.failed(host, t + 1_000, "no answer"));
            }
            samples.add(Sample.of(host, t + 2_000, i));
            samples.add(Sample.of(host, t + 61_000, i));
        }
        return samples;
    }

    private static List<Sample> counted(SampleStore store, String host) {
        List<Sample> found = new ArrayList<>();
        store.scan(Scope.host(host), 0, Long.MAX_VALUE, Position.END, (seq, sample) -> found.add(sample));
        return found;
    }

    @Test
    void what_is_left_is_one_sample_a_slot_and_all_comes_back() {
        for (SampleStore store : List.of(new MemorySampleStore(), new HostLogSampleStore())) {
            List<Sample> history = history("home", 400);
            store.append(history, "a");
            store.append(history("office", 10), "a");
            Dedupe dedupe = new Dedupe(store);
            assertThat(dedupe.survey("home", EVERY_5))
                    .isEqualTo(new Slots.Count(
                            1_100, 400, 700, dedupe.survey("home", EVERY_5).examples()));

            List<Long> told = new ArrayList<>();
            assertThat(dedupe.setAside("home", EVERY_5, told::add)).isEqualTo(700);
            assertThat(told).isSorted().endsWith(700L);
            assertThat(counted(store, "home"))
                    .hasSize(400)
                    .allSatisfy(sample ->
                            assertThat((sample.t() - T) % (5 * MINUTE)).isEqualTo(2_000));
            assertThat(counted(store, "office")).hasSize(27);
            assertThat(dedupe.survey("home", EVERY_5).duplicates()).isZero();
            assertThat(dedupe.setAside("home", EVERY_5, told::add)).isZero();

            assertThat(dedupe.restore("home", told::add)).isEqualTo(700);
            assertThat(counted(store, "home")).isEqualTo(history);
            assertThat(dedupe.restore("home", told::add)).isZero();
        }
    }

    @Test
    void few_at_a_time_come_to_the_same() {
        SampleStore whole = new MemorySampleStore();
        whole.append(history("home", 40), "a");
        new Dedupe(whole).setAside("home", EVERY_5, done -> {});
        for (int atOnce : List.of(1, 2, 3, 70, 71)) {
            SampleStore store = new MemorySampleStore();
            store.append(history("home", 40), "a");
            assertThat(new Dedupe(store, atOnce).setAside("home", EVERY_5, done -> {}))
                    .isEqualTo(70);
            assertThat(counted(store, "home")).isEqualTo(counted(whole, "home"));
        }
    }

    @Test
    void what_was_set_aside_for_another_reason_is_not_restored() {
        SampleStore store = new MemorySampleStore();
        store.append(history("home", 2), "a");
        store.setAside("home", List.of(T + 2_000), "by hand");
        Dedupe dedupe = new Dedupe(store);
        assertThat(dedupe.setAside("home", EVERY_5, done -> {})).isEqualTo(2);

        assertThat(dedupe.restore("home", done -> {})).isEqualTo(2);
        assertThat(store.aside("home", 0, 10)).containsExactly(new SampleStore.Aside(T + 2_000, "by hand"));
    }

    @Test
    void the_pace_is_learned_from_samples_that_count() {
        SampleStore store = new MemorySampleStore();
        for (int i = 0; i < 50; i++) {
            store.append(List.of(Sample.of("home", T + i * (5 * MINUTE), 1)), "good");
            store.append(List.of(Sample.of("home", T + i * (5 * MINUTE) + MINUTE, 1)), "bad");
        }
        store.withdraw("bad");
        assertThat(new Dedupe(store).learn("home")).contains(new Pace.Learned(5 * MINUTE, 50, 0));
        assertThat(new Dedupe(store).learn("nobody")).isEmpty();
    }
}
