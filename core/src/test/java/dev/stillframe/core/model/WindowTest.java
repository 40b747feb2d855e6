package dev.stillframe.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {
    /** The table of the contracts, written down once more: label, hours, built every (s), max-age (s). */
    private static final List<String> TABLE = List.of(
            "1h 1 60 30", "10h 10 60 60", "1d 24 120 60", "10d 240 300 300", "3m 2160 900 900", "12m 8760 900 900");

    @Test
    void the_table_is_that_of_the_contracts() {
        assertThat(Window.ALL.stream()
                        .map(w -> w.label() + " " + w.spanMillis() / 3_600_000 + " " + w.cadenceMillis() / 1000 + " "
                                + w.maxAgeSeconds())
                        .toList())
                .isEqualTo(TABLE);
    }

    @Test
    void every_window_is_cut_into_whole_milliseconds_and_the_coarse_derive_from_the_finest() {
        assertThat(Granularity.ALL).extracting(Granularity::points).containsExactly(20, 100, 250, 500);
        for (Window window : Window.ALL) {
            for (Granularity g : Granularity.ALL) {
                assertThat(window.spanMillis() % g.points()).isZero();
                assertThat(window.bucketMillis(g) * g.points()).isEqualTo(window.spanMillis());
                assertThat(window.bucketMillis(Granularity.FINEST) * g.finestPerBucket())
                        .isEqualTo(window.bucketMillis(g));
            }
        }
        assertThat(Window.H1.bucketMillis(Granularity.G500)).isEqualTo(7_200);
        assertThat(Window.M12.bucketMillis(Granularity.G20)).isEqualTo(1_576_800_000L);
    }

    @Test
    void a_window_ends_with_the_bucket_that_holds_now() {
        long edge = Instant.parse("2025-12-29T08:15:00Z").toEpochMilli();
        Granularity g = Granularity.G20;
        assertThat(Window.H1.bucketMillis(g)).isEqualTo(180_000);

        assertThat(Window.H1.to(g, edge - 1)).isEqualTo(edge);
        assertThat(Window.H1.to(g, edge)).isEqualTo(edge + 180_000);
        assertThat(Window.H1.to(g, edge + 179_999)).isEqualTo(edge + 180_000);
        assertThat(Window.H1.from(g, edge)).isEqualTo(edge + 180_000 - 3_600_000);
    }

    @Test
    void buckets_are_aligned_to_the_epoch_before_it_too() {
        assertThat(Window.H1.to(Granularity.G20, -1)).isZero();
        assertThat(Window.H1.to(Granularity.G20, -180_001)).isEqualTo(-180_000);
    }

    @Test
    void a_window_is_found_by_its_label_only() {
        assertThat(Window.of("10d")).contains(Window.D10);
        for (String other : List.of("", "1H", "2h", "D10", "365d")) {
            assertThat(Window.of(other)).as(other).isEmpty();
        }
    }
}
