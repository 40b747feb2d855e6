package dev.stillframe.core.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;

class CountsTest {
    @Test
    void the_percentage_is_rounded_half_away_from_zero_and_at_most_100() {
        for (int expected = 1; expected <= 400; expected++) {
            for (int observed = 0; observed <= expected + 2; observed++) {
                long hundredths = BigDecimal.valueOf(observed)
                        .multiply(BigDecimal.valueOf(10_000))
                        .divide(BigDecimal.valueOf(expected), 0, RoundingMode.HALF_UP)
                        .longValueExact();
                assertThat(Counts.percentComplete(observed, expected)).hasValue(Math.min(10_000, hundredths));
            }
        }
        assertThat(Counts.percentComplete(100_000_000_000_000L - 1, 100_000_000_000_000L))
                .hasValue(10_000);
        assertThat(Counts.percentComplete(1, 100_000_000_000_000L)).hasValue(0);
    }

    @Test
    void where_nothing_is_expected_there_is_none() {
        assertThat(Counts.percentComplete(0, 0)).isEmpty();
        assertThat(Counts.percentComplete(5, 0)).isEmpty();
    }

    @Test
    void failed_tests_were_carried_out() {
        Counts counts = new Counts(8, 3, 1).plus(new Counts(4, 3, 2));
        assertThat(counts).isEqualTo(new Counts(12, 6, 3));
        assertThat(counts.percentComplete()).hasValue(5_000);
    }
}
