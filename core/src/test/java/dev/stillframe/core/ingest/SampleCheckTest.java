package dev.stillframe.core.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.ingest.Judgement.Accepted;
import dev.stillframe.core.ingest.Judgement.Omission;
import dev.stillframe.core.ingest.Judgement.Refused;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Values;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleCheckTest {
    private static final long NOW = 1_766_996_098_000L;
    private static final long ABSENT = Values.ABSENT;

    private final SampleCheck check = new SampleCheck(Metrics.BUILT_IN);

    @Test
    void keepsAGoodSampleAsItIs() {
        RawSample raw = new RawSample("home", NOW, values(93_100, 40_200, 11_200), null, Map.of("isp", "A"));
        assertThat(check.check(raw, NOW))
                .isEqualTo(new Accepted(
                        new Sample("home", NOW, Values.of(93_100, 40_200, 11_200), null, Map.of("isp", "A")),
                        List.of()));
    }

    @Test
    void takesZeroInBothDirectionsForAFailedTest() {
        Accepted accepted = accepted(values(0, 0, 1_800_000_000L));
        assertThat(accepted.sample()).isEqualTo(Sample.failed("home", NOW, "zero in both directions"));
        assertThat(accepted.leftOut()).isEmpty();
    }

    @Test
    void leavesAZeroInOneDirectionOut() {
        Accepted accepted = accepted(values(93_100, 0, 11_200));
        assertThat(accepted.sample()).isEqualTo(Sample.of("home", NOW, 93_100, ABSENT, 11_200));
        assertThat(accepted.leftOut()).containsExactly(new Omission(1, LeftOut.Reason.ZERO_ONE_WAY));
        assertThat(accepted(values(0, ABSENT, 11_200)).sample())
                .isEqualTo(Sample.of("home", NOW, ABSENT, ABSENT, 11_200));
    }

    @Test
    void keepsAZeroPing() {
        assertThat(accepted(values(93_100, 40_200, 0)).sample().values().get(2)).isZero();
    }

    @Test
    void leavesWhatIsOutOfRangeOrNoNumberOut() {
        Accepted accepted = accepted(values(93_100, -1, 60_000_001, Decimal.NOT_A_NUMBER, Decimal.HUGE));
        assertThat(accepted.sample()).isEqualTo(Sample.of("home", NOW, 93_100));
        assertThat(accepted.leftOut())
                .containsExactly(
                        new Omission(1, LeftOut.Reason.OUT_OF_RANGE),
                        new Omission(2, LeftOut.Reason.OUT_OF_RANGE),
                        new Omission(3, LeftOut.Reason.NO_NUMBER),
                        new Omission(4, LeftOut.Reason.OUT_OF_RANGE));
        assertThat(accepted(values(0, 100_000_000, 60_000_000)).sample())
                .isEqualTo(Sample.of("home", NOW, ABSENT, 100_000_000, 60_000_000));
    }

    @Test
    void takesASampleWithNothingLeftForAFailedTest() {
        assertThat(accepted(values(-1, Decimal.NOT_A_NUMBER)).sample())
                .isEqualTo(Sample.failed("home", NOW, "no value"));
        assertThat(accepted(values(ABSENT)).sample()).isEqualTo(Sample.failed("home", NOW, "no value"));
    }

    @Test
    void keepsTheErrorTextThatATestBrings() {
        RawSample raw = new RawSample("home", NOW, values(0, 0), " time\u0000out\r\n of\u0085line ", Map.of());
        assertThat(((Accepted) check.check(raw, NOW)).sample())
                .isEqualTo(Sample.failed("home", NOW, "time out of line"));
    }

    @Test
    void cutsTextsBetweenCharactersAndDropsEmptyLabels() {
        String long199 = "x".repeat(199);
        RawSample raw = new RawSample(
                "home",
                NOW,
                values(1),
                long199 + "😀😀",
                Map.of("isp", "y".repeat(300), "server", " \u0007 ", "prober", "\uD800p"));
        Sample sample = ((Accepted) check.check(raw, NOW)).sample();
        assertThat(sample.error()).isEqualTo(long199);
        assertThat(sample.labels()).isEqualTo(Map.of("isp", "y".repeat(200), "prober", "\uFFFDp"));
    }

    @Test
    void refusesTimesBefore2000AndFarAhead() {
        assertThat(at(SampleCheck.EARLIEST - 1)).isEqualTo(new Refused("the time is before 2000"));
        assertThat(at(SampleCheck.EARLIEST)).isInstanceOf(Accepted.class);
        assertThat(at(NOW + 120_000)).isInstanceOf(Accepted.class);
        assertThat(at(NOW + 120_001)).isEqualTo(new Refused("the time is more than 2 minutes ahead of the clock"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "all", "../x", "Home", "-home", "a b", "höme"})
    void refusesABadHost(String host) {
        assertThat(check.check(new RawSample(host, NOW, values(1), null, Map.of()), NOW))
                .isInstanceOf(Refused.class);
    }

    @Test
    void refusesAMissingAndATooLongHost() {
        assertThat(check.check(new RawSample(null, NOW, values(1), null, Map.of()), NOW))
                .isInstanceOf(Refused.class);
        assertThat(check.check(new RawSample("a".repeat(64), NOW, values(1), null, Map.of()), NOW))
                .isInstanceOf(Refused.class);
        assertThat(check.check(new RawSample("a".repeat(63), NOW, values(1), null, Map.of()), NOW))
                .isInstanceOf(Accepted.class);
    }

    private Judgement at(long t) {
        return check.check(new RawSample("home", t, values(1), null, Map.of()), NOW);
    }

    private Accepted accepted(long[] values) {
        return (Accepted) check.check(new RawSample("home", NOW, values, null, Map.of()), NOW);
    }

    private static long[] values(long... values) {
        return values;
    }
}
