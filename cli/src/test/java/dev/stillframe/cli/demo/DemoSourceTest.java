package dev.stillframe.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DemoSourceTest {
    private static final Instant START = Instant.parse("2026-03-18T14:07:12.345Z");
    private static final int DOWNLOAD = Metrics.BUILT_IN.indexOf("download");
    private static final int UPLOAD = Metrics.BUILT_IN.indexOf("upload");
    private static final int LOSS = Metrics.BUILT_IN.indexOf("packet_loss");

    private final DemoSource source = new DemoSource(7, START);

    @Test
    void sameSeedAndStartGiveTheSameSamples() {
        Instant from = START.minus(Duration.ofDays(9));

        assertThat(new DemoSource(7, START).between(from, START)).containsExactlyElementsOf(samples(from, START));
    }

    @Test
    void anotherSeedGivesOtherSamples() {
        Instant from = START.minus(Duration.ofDays(1));

        assertThat(new DemoSource(8, START).between(from, START)).doesNotContainAnyElementsOf(samples(from, START));
    }

    @Test
    void theNumbersStayTheSameFromVersionToVersion() {
        Sample sample = source.sample("home-fibre", DemoSource.slot(START)).orElseThrow();

        assertThat(sample.t() + " " + sample.values()).isEqualTo("1773842724618 [937296, 483095, 4357, 684, 0]");
    }

    @Test
    void aSlotAloneGivesWhatTheStreamHasThere() {
        Instant from = Instant.ofEpochMilli(DemoSource.slot(START) * DemoSource.SLOT_MILLIS - 4 * 86_400_000L);
        Instant to = from.plus(Duration.ofDays(3));
        List<Sample> alone = LongStream.range(DemoSource.slot(from), DemoSource.slot(to))
                .boxed()
                .flatMap(slot -> source.hosts().stream().map(host -> source.sample(host, slot)))
                .flatMap(Optional::stream)
                .toList();

        assertThat(alone).isEqualTo(samples(from, to)).isNotEmpty();
    }

    @Test
    void neighbouringStretchesGiveEachSampleOnce() {
        Instant from = START.minus(Duration.ofHours(7));
        List<Sample> pieces = new ArrayList<>();
        Instant at = from;
        for (int millis = 1; at.isBefore(START); millis = millis * 3 % 400_009) {
            Instant next = at.plusMillis(millis).isAfter(START) ? START : at.plusMillis(millis);
            pieces.addAll(samples(at, next));
            at = next;
        }

        assertThat(pieces).isEqualTo(samples(from, START));
        Sample edge = pieces.getFirst();
        assertThat(samples(Instant.ofEpochMilli(edge.t()), Instant.ofEpochMilli(edge.t() + 1)))
                .containsExactly(edge);
        assertThat(samples(Instant.ofEpochMilli(edge.t() - 1), Instant.ofEpochMilli(edge.t())))
                .isEmpty();
    }

    @Test
    void twelveMonthsAreWholeValidAndInOrder() {
        List<Sample> odd = new ArrayList<>();
        long last = Long.MIN_VALUE;
        int count = 0;
        for (Sample sample : (Iterable<Sample>) source.between(source.since(), START)::iterator) {
            if (sample.t() <= last || !valid(sample)) {
                odd.add(sample);
            }
            last = sample.t();
            count++;
        }

        assertThat(odd).isEmpty();
        // Three hosts, 288 slots a day, one of them silent for the last three days.
        assertThat(count).isBetween((3 * 365 - 3) * 288 - 3, (3 * 365 - 3) * 288 + 3);
    }

    private static boolean valid(Sample sample) {
        boolean inRange = true;
        for (int m = 0; m < sample.values().length(); m++) {
            long value = sample.values().get(m);
            inRange &= value == Values.ABSENT || Metrics.BUILT_IN.get(m).allows(value);
        }
        return inRange
                && Scope.isHost(sample.host())
                && sample.values().length() <= Metrics.BUILT_IN.size()
                && sample.isFailure() == (sample.error() != null);
    }

    @Test
    void everySampleSaysThatItIsSimulated() {
        assertThat(source.between(START.minus(Duration.ofDays(4)), START)).allSatisfy(sample -> {
            assertThat(sample.labels()).containsOnlyKeys("server", "isp", "connectionType", "prober");
            assertThat(sample.labels()).containsEntry("prober", "demo");
            assertThat(sample.labels().get("isp")).containsIgnoringCase("simulated");
            assertThat(sample.labels().get("server")).containsIgnoringCase("simulated");
        });
        assertThat(DemoSource.NOTICE).containsIgnoringCase("simulation");
    }

    @Test
    void fibreIsSlowerInTheEveningThanAtNight() {
        assertThat(mean("home-fibre", UPLOAD, m -> true)).isBetween(430_000.0, 483_000.0);
        assertThat(mean("home-fibre", DOWNLOAD, m -> m.hour() >= 1 && m.hour() < 6))
                .isBetween(880_000.0, 941_500.0);
        assertThat(mean("home-fibre", DOWNLOAD, m -> m.hour() >= 19 && m.hour() < 22))
                .isBetween(600_000.0, 780_000.0);
    }

    @Test
    void fibreIsSlowerOnWeekendAfternoons() {
        double weekend = mean("home-fibre", DOWNLOAD, m -> m.weekend() && m.hour() >= 13 && m.hour() < 16);
        double weekday = mean("home-fibre", DOWNLOAD, m -> !m.weekend() && m.hour() >= 13 && m.hour() < 16);

        assertThat(weekend).isLessThan(0.95 * weekday);
    }

    @Test
    void fibreHasOneSlowWeek() {
        Span slow = new HomeFibre(7, START.toEpochMilli()).slowWeek();

        assertThat(mean("home-fibre", DOWNLOAD, m -> slow.covers(m.t())))
                .isLessThan(0.5 * mean("home-fibre", DOWNLOAD, m -> !slow.covers(m.t())));
    }

    @Test
    void everyTestOfAnOutageFails() {
        List<Span> outages = new HomeFibre(7, START.toEpochMilli()).outages();

        assertThat(outages).hasSizeBetween(5, 12);
        for (Span outage : outages) {
            List<Sample> within =
                    samples(Instant.ofEpochMilli(outage.from()), Instant.ofEpochMilli(outage.to())).stream()
                            .filter(s -> s.host().equals("home-fibre"))
                            .toList();
            assertThat(within).hasSizeBetween(3, 109).allMatch(Sample::isFailure);
            assertThat(within).allMatch(s -> s.error() != null && s.error().contains("outage"));
        }
    }

    @Test
    void theLatestOutageIsWithinTheLastDay() {
        Span latest = new HomeFibre(7, START.toEpochMilli()).outages().getLast();

        assertThat(latest.from())
                .isGreaterThan(START.minus(Duration.ofHours(24)).toEpochMilli());
        assertThat(latest.to()).isLessThan(START.toEpochMilli());
    }

    @Test
    void cableKeepsItsPromiseAtNightAndBreaksItInWorkingHours() {
        long worseFrom = new OfficeCable(7, START.toEpochMilli()).worseFrom();

        assertThat(mean("office-cable", DOWNLOAD, m -> m.t() < worseFrom && m.hour() < 6))
                .isGreaterThan(promised("office-cable", "download"));
        assertThat(mean("office-cable", DOWNLOAD, m -> m.t() < worseFrom && m.workingHours()))
                .isLessThan(0.8 * promised("office-cable", "download"));
        assertThat(mean("office-cable", UPLOAD, m -> m.t() < worseFrom && m.workingHours()))
                .isLessThan(0.8 * promised("office-cable", "upload"));
    }

    @Test
    void cableStaysBelowItsPromiseForTheLastTwoMonthsAndEverAfter() {
        Instant worseFrom = Instant.ofEpochMilli(new OfficeCable(7, START.toEpochMilli()).worseFrom());

        assertThat(worseFrom).isBefore(START.minus(Duration.ofDays(60)));
        assertThat(source.between(worseFrom, START.plus(Duration.ofDays(30))))
                .filteredOn(s -> s.host().equals("office-cable") && !s.isFailure())
                .allMatch(s -> s.values().get(DOWNLOAD) < promised("office-cable", "download"))
                .allMatch(s -> s.values().get(UPLOAD) < promised("office-cable", "upload"));
    }

    @Test
    void radioIsNoisyAndLosesPackets() {
        assertThat(mean("cabin-lte", DOWNLOAD, m -> true)).isBetween(30_000.0, 40_000.0);
        assertThat(mean("cabin-lte", UPLOAD, m -> true)).isBetween(7_500.0, 10_000.0);
        assertThat(mean("cabin-lte", LOSS, m -> true)).isGreaterThan(10 * mean("home-fibre", LOSS, m -> true));
        assertThat(mean("cabin-lte", DOWNLOAD, m -> m.hour() >= 18 && m.hour() < 22))
                .isLessThan(0.8 * mean("cabin-lte", DOWNLOAD, m -> m.hour() >= 2 && m.hour() < 8));
    }

    @Test
    void radioFellSilentThreeDaysBeforeTheStartAndStaysSo() {
        Instant silent = START.minus(Duration.ofDays(3));

        assertThat(source.between(silent, START.plus(Duration.ofDays(3))))
                .noneMatch(s -> s.host().equals("cabin-lte"))
                .anyMatch(s -> s.host().equals("home-fibre"));
        assertThat(source.between(silent.minus(Duration.ofMinutes(10)), silent))
                .anyMatch(s -> s.host().equals("cabin-lte"));
        assertThat(source.sample("cabin-lte", DemoSource.slot(START))).isEmpty();
    }

    @Test
    void everyHostHasAPromise() {
        assertThat(source.promised().keySet()).containsExactlyInAnyOrderElementsOf(source.hosts());
        assertThat(source.promised().values())
                .allSatisfy(promised -> assertThat(promised.keySet()).allMatch(m -> Metrics.BUILT_IN.indexOf(m) >= 0));
    }

    @Test
    void aHostThatDoesNotExistIsRefusedByName() {
        assertThatThrownBy(() -> source.sample("attic", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("attic");
    }

    private List<Sample> samples(Instant from, Instant to) {
        return source.between(from, to).toList();
    }

    private double promised(String host, String metric) {
        return source.promised().get(host).get(metric);
    }

    /** The mean of a metric over the last four months, in smallest units, at moments of a kind. */
    private double mean(String host, int metric, Predicate<Moment> when) {
        return source.between(START.minus(Duration.ofDays(120)), START)
                .filter(s -> s.host().equals(host) && s.values().has(metric) && when.test(new Moment(s.t())))
                .mapToLong(s -> s.values().get(metric))
                .average()
                .orElseThrow();
    }
}
