package dev.stillframe.core.read;

import dev.stillframe.core.calendar.Calendar;
import dev.stillframe.core.calendar.Mode;
import dev.stillframe.core.calendar.Period;
import dev.stillframe.core.coverage.DayCount;
import dev.stillframe.core.coverage.DayCoverage;
import dev.stillframe.core.coverage.Schedule;
import dev.stillframe.core.encode.RollupSeries;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.HostSummary;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.SideBySide;
import dev.stillframe.core.rollup.Rules;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the tests of a day: what is there from the sample store, what is expected from the settings or from what the rollups learned.
 * For use by any number of threads.
 */
public final class CoverageReader {
    private final RollupReader rollups;
    private final SampleStore samples;
    private final Rules rules;

    /** Reads from these. */
    public CoverageReader(RollupReader rollups, SampleStore samples, Rules rules) {
        this.rollups = rollups;
        this.samples = samples;
        this.rules = rules;
    }

    /**
     * The coverage of a day: of one host, or of all hosts together, each held to its own schedule. As in the rollups, tests are expected
     * from the first day on that has any.
     *
     * @param now until when tests can have taken place, epoch milliseconds
     * @throws dev.stillframe.core.port.StoreException when a store cannot be read
     */
    public DayCoverage of(Scope scope, LocalDate date, long now) {
        List<Scope> hosts = scope.isAll()
                ? samples.hosts(now).stream()
                        .map(HostSummary::host)
                        .map(Scope::host)
                        .toList()
                : List.of(scope);
        if (hosts.isEmpty()) {
            return count(date, scope, Optional.empty(), Long.MAX_VALUE, now).result();
        }
        Map<Scope, List<RollupSeries.Row>> months = rollups.series(hosts, Mode.MONTHLY);
        return DayCoverage.of(SideBySide.each(
                hosts, host -> scanned(host, date, months.getOrDefault(host, List.of()), now)));
    }

    private DayCount count(LocalDate date, Scope host, Optional<Schedule> schedule, long firstEver, long now) {
        return new DayCount(rules.calendar(), date, host.name(), schedule, firstEver, now);
    }

    private DayCoverage scanned(Scope host, LocalDate date, List<RollupSeries.Row> months, long now) {
        Calendar calendar = rules.calendar();
        Optional<Schedule> schedule = schedule(host, date, months);
        long firstEver = months.isEmpty()
                ? Long.MAX_VALUE
                : calendar.from(calendar.at(Mode.DAILY, months.getFirst().number("firstAt")));
        DayCount count = count(date, host, schedule, firstEver, now);
        // The tests around the day say how long a silence at its edges was, as far as it is an ordinary one.
        long around = 2 * schedule.map(Schedule::step).orElse(0L);
        Period day = Period.day(date);
        samples.scan(
                host,
                calendar.from(day) - around,
                calendar.to(day) + around,
                Position.END,
                (seq, sample) -> count.add(sample.t(), sample.isFailure()));
        return count.result();
    }

    /** The declared schedule or, where there is none, what was learned of the month or the last one before it. */
    private Optional<Schedule> schedule(Scope host, LocalDate date, List<RollupSeries.Row> months) {
        Duration declared = rules.schedule().get(host.name());
        if (declared != null) {
            return Optional.of(new Schedule(declared.toMillis(), Schedule.Source.DECLARED));
        }
        long end = rules.calendar().to(Period.of(Mode.MONTHLY, date));
        long step = 0;
        for (RollupSeries.Row month : months) {
            if (step == 0 || month.from() < end) {
                step = month.number("stepMillis");
            }
        }
        return step == 0 ? Optional.empty() : Optional.of(new Schedule(step, Schedule.Source.LEARNED));
    }
}
