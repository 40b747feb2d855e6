package dev.stillframe.core.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Values;
import dev.stillframe.core.model.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FoldCodecTest {
    private static final long NOW = 1_766_996_127_345L;

    private static List<Sample> mixed() {
        Random random = new Random(3);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            long t = NOW + 120_000 - (long) (Math.pow(random.nextDouble(), 6) * 366 * 24 * 3_600_000L);
            samples.add(
                    switch (i % 5) {
                        case 0 -> Sample.failed("a" + i, t, "no route");
                        case 1 -> Sample.of("a" + i, t, Values.ABSENT, random.nextInt(1000) - 500);
                        default -> Sample.of("a" + i, t, random.nextLong(Metric.LIMIT), 5, -random.nextLong(100));
                    });
        }
        return samples;
    }

    private static FoldState fold(List<Sample> samples) {
        FoldState state = new FoldState(Metrics.BUILT_IN, NOW);
        samples.forEach(s -> state.fold(Integer.parseInt(s.host().substring(1)) + 1L, s));
        return state;
    }

    @Test
    void a_state_comes_back_as_it_was() {
        FoldState state = fold(mixed());
        byte[] bytes = FoldCodec.write(state);
        FoldState read = FoldCodec.read(bytes, Metrics.BUILT_IN);

        assertThat(FoldCodec.write(read)).isEqualTo(bytes);
        assertThat(read.now()).isEqualTo(NOW);
        assertThat(read.ahead()).isEqualTo(state.ahead()).isNotEmpty();
        state.advance(NOW + 3_600_000);
        read.advance(NOW + 3_600_000);
        assertThat(FoldCodec.write(read)).isEqualTo(FoldCodec.write(state));
    }

    @Test
    void equal_states_have_equal_bytes_whatever_the_order() {
        List<Sample> samples = mixed();
        byte[] inOrder = FoldCodec.write(fold(samples));
        for (int seed = 0; seed < 5; seed++) {
            Collections.shuffle(samples, new Random(seed));
            assertThat(FoldCodec.write(fold(samples))).isEqualTo(inOrder);
        }
    }

    @Test
    void a_state_that_came_by_small_steps_equals_one_computed_at_once() {
        List<Sample> samples = mixed();
        FoldState state = new FoldState(Metrics.BUILT_IN, NOW - 500_000_000L);
        for (int i = 0; i < samples.size(); i++) {
            state.fold(i + 1L, samples.get(i));
            if (i % 300 == 299) {
                state.advance(NOW - 500_000_000L + (i + 1L) / 300 * 50_000_000L);
            }
        }

        assertThat(state.now()).isEqualTo(NOW);
        assertThat(FoldCodec.rings(state)).isEqualTo(FoldCodec.rings(fold(samples)));
    }

    @Test
    void three_metrics_with_all_buckets_full_stay_within_the_bound() {
        Random random = new Random(11);
        FoldState state = new FoldState(Metrics.BUILT_IN, NOW);
        long seq = 0;
        for (Window window : Window.ALL) {
            long bucket = window.bucketMillis(Granularity.FINEST);
            for (int i = 0; i < 500; i++) {
                for (int n = 0; n < 4; n++) {
                    long t = (NOW / bucket - i) * bucket + random.nextLong(bucket);
                    state.fold(
                            ++seq,
                            Sample.of(
                                    "a",
                                    Math.min(t, NOW),
                                    random.nextLong(100_000_000),
                                    random.nextLong(100_000_000),
                                    random.nextLong(60_000_000)));
                }
            }
        }
        int bytes = FoldCodec.write(state).length;
        System.out.println("stored state, three metrics, all buckets full: " + bytes + " bytes");

        assertThat(bytes).isLessThanOrEqualTo(200_000);
    }

    @Test
    void torn_bytes_are_refused_at_every_length() {
        byte[] bytes = FoldCodec.write(fold(mixed().subList(0, 40)));
        for (int length = 0; length < bytes.length; length++) {
            byte[] torn = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> FoldCodec.read(torn, Metrics.BUILT_IN))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> FoldCodec.read(longer, Metrics.BUILT_IN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void damaged_bytes_are_read_or_refused_and_nothing_else() {
        byte[] bytes = FoldCodec.write(fold(mixed().subList(0, 40)));
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = bytes.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            try {
                FoldCodec.read(damaged, Metrics.BUILT_IN);
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }

    @Test
    void a_state_of_other_metrics_is_refused() {
        byte[] bytes = FoldCodec.write(fold(List.of()));
        Metrics more = Metrics.builtInAnd(List.of(new Metric("temp", "°C", 2, 1, -1, 1, Metric.Better.NEITHER)));

        assertThatThrownBy(() -> FoldCodec.read(bytes, more))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("metrics");
    }

    @Test
    void a_state_of_another_format_is_refused() {
        byte[] bytes = FoldCodec.write(fold(List.of()));
        bytes[0] = 2;

        assertThatThrownBy(() -> FoldCodec.read(bytes, Metrics.BUILT_IN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2");
    }
}
