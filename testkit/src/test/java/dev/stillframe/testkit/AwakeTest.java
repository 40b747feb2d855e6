package dev.stillframe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.refresh.Awake;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AwakeTest {
    private static final Scope HOME = Scope.host("home");
    private static final Scope OFFICE = Scope.host("office");
    private static final Cadence REST = Cadence.resting(Duration.ofHours(6));

    private final ManualClock clock = new ManualClock(Instant.parse("2025-12-29T08:15:00Z"));
    private int told;
    private final Awake awake = new Awake(clock, REST, () -> told++);

    @Test
    void a_host_rests_until_it_is_asked_for_and_again_a_quarter_of_an_hour_later() {
        assertThat(awake.isAwake(HOME)).isFalse();
        assertThat(awake.cadence(HOME)).isEqualTo(REST);

        awake.wake(HOME);
        assertThat(awake.cadence(HOME)).isEqualTo(Cadence.NONE);
        assertThat(awake.isAwake(OFFICE)).as("another").isFalse();
        clock.advance(Awake.SPAN.toMillis() - 1);
        assertThat(awake.isAwake(HOME)).isTrue();
        clock.advance(1);
        assertThat(awake.isAwake(HOME)).isFalse();
    }

    @Test
    void who_is_asked_for_again_stays_awake_and_only_the_first_is_told() {
        for (int i = 0; i < 10; i++) {
            awake.wake(HOME);
            clock.advance(Duration.ofMinutes(14));
            assertThat(awake.isAwake(HOME)).isTrue();
        }
        assertThat(told).isOne();
        clock.advance(Duration.ofMinutes(1));
        awake.wake(HOME);
        assertThat(told).isEqualTo(2);
    }

    @Test
    void all_never_rests_and_nobody_does_where_no_rest_is_set() {
        assertThat(awake.cadence(Scope.ALL)).isEqualTo(Cadence.NONE);
        awake.wake(Scope.ALL);
        Awake none = new Awake(clock, Cadence.NONE, () -> told++);
        none.wake(HOME);
        assertThat(none.isAwake(OFFICE)).isTrue();
        assertThat(none.cadence(OFFICE)).isEqualTo(Cadence.NONE);
        assertThat(told).isZero();
    }

    @Test
    void a_clock_that_is_set_back_keeps_nobody_awake_for_long() {
        awake.wake(HOME);
        clock.advance(Duration.ofDays(-1));
        assertThat(awake.isAwake(HOME)).isFalse();
        awake.wake(HOME);
        assertThat(awake.isAwake(HOME)).isTrue();
        assertThat(told).isEqualTo(2);
    }
}
