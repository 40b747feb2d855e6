package dev.stillframe.core.dedupe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private static Sample ok(long t) {
        return Sample.of("home", t, 1);
    }

    private static Sample failed(long t) {
        return Sample.failed("home", t, "no answer");
    }

    private static List<Long> duplicates(long pace, List<Sample> samples) {
        List<Long> found = new ArrayList<>();
        Slots slots = new Slots(pace, found::add);
        samples.forEach(slots::add);
        Slots.Count count = slots.count();
        assertThat(count.samples()).isEqualTo(samples.size());
        assertThat(count.duplicates()).isEqualTo(found.size());
        assertThat(count.slots()).isEqualTo(samples.size() - found.size());
        found.sort(null);
        return found;
    }

    /** The rule as it is written, slot by slot. */
    private static List<Long> expected(long pace, List<Sample> samples) {
        TreeMap<Long, List<Sample>> bySlot = new TreeMap<>();
        samples.forEach(s -> bySlot.computeIfAbsent(Math.floorDiv(s.t(), pace), k -> new ArrayList<>())
                .add(s));
        List<Long> found = new ArrayList<>();
        for (List<Sample> slot : bySlot.values()) {
            Sample kept = slot.stream().filter(s -> !s.isFailure()).findFirst().orElse(slot.getFirst());
            slot.stream().filter(s -> !s.equals(kept)).forEach(s -> found.add(s.t()));
        }
        return found;
    }

    @Test
    void every_arrangement_of_seven_instants_keeps_what_the_rule_says() {
        int worlds = 0;
        for (int code = 0; code < 2187; code++) {
            List<Sample> samples = new ArrayList<>();
            for (int i = 0, rest = code; i < 7; i++, rest /= 3) {
                switch (rest % 3) {
                    case 1 -> samples.add(ok(i - 3));
                    case 2 -> samples.add(failed(i - 3));
                    default -> {}
                }
            }
            for (long pace = 1; pace <= 8; pace++) {
                assertThat(duplicates(pace, samples)).isEqualTo(expected(pace, samples));
                worlds++;
            }
        }
        assertThat(worlds).isEqualTo(17_496);
    }

    @Test
    void the_first_success_is_kept_and_a_failure_only_where_nothing_succeeded() {
        List<Sample> samples = List.of(failed(0), ok(3), ok(5), failed(10), failed(12), ok(20), failed(21));
        assertThat(duplicates(10, samples)).containsExactly(0L, 5L, 12L, 21L);
    }

    @Test
    void a_slot_begins_at_a_multiple_of_the_pace_and_ends_before_the_next() {
        assertThat(duplicates(10, List.of(ok(-1), ok(0), ok(9), ok(10)))).containsExactly(9L);
    }

    @Test
    void the_first_slots_are_shown_as_examples() {
        Slots slots = new Slots(100, t -> {});
        for (long t = 0; t < 10; t++) {
            slots.add(t == 0 ? failed(t) : ok(t));
        }
        for (long slot = 1; slot < 9; slot++) {
            slots.add(ok(slot * 100));
            if (slot % 2 == 0) {
                slots.add(ok(slot * 100 + 7));
            }
        }
        assertThat(slots.count().examples())
                .containsExactly(
                        new Slots.Example(0, 1, List.of(0L, 2L, 3L, 4L, 5L), 9),
                        new Slots.Example(200, 200, List.of(207L), 1),
                        new Slots.Example(400, 400, List.of(407L), 1));
        assertThat(slots.count().duplicates()).isEqualTo(9 + 4);
    }

    @Test
    void without_samples_there_is_nothing() {
        assertThat(new Slots(1000, t -> {}).count()).isEqualTo(new Slots.Count(0, 0, 0, List.of()));
    }
}
