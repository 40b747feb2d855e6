package dev.stillframe.cli;

import dev.stillframe.core.calendar.Calendar;
import dev.stillframe.core.calendar.Mode;
import dev.stillframe.core.calendar.Period;
import dev.stillframe.core.coverage.DayCoverage;
import dev.stillframe.core.deployment.Deployment;
import dev.stillframe.core.encode.RollupSeries;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.read.CoverageReader;
import dev.stillframe.core.read.HoursOfDay;
import dev.stillframe.core.read.RollupReader;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code coverage}: which tests of a day are missing, and which hours of the day are good. */
@Command(
        name = "coverage",
        mixinStandardHelpOptions = true,
        header = "Show which tests of a day are missing, or which hours of the day are good.",
        description = {
            "Shows hour by hour how many tests were expected of a day, how many there are and how many "
                    + "failed, and the times without tests. What is expected is a host's schedule in the settings "
                    + "or, where there is none, what builds have learned from the times of its tests. Counted in "
                    + "the samples as they are now.",
            "With --hours: every hour of the day over the last days, from the published hours: averages, "
                    + "and the share of tests that were worse than promised at their time, failed ones among them."
        },
        footer = {
            "",
            "Examples:",
            "  stillframe coverage                              today, all hosts",
            "  stillframe coverage --date 2025-12-29 --host home",
            "  stillframe coverage --hours --days 90 --host home",
            "  stillframe coverage --aws speed"
        })
final class CoverageCommand implements Callable<Integer> {
    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(9999, 12, 31);
    private static final int MOST_DAYS = 3_660;
    private static final int USUAL_DAYS = 30;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    DeploymentOptions options = new DeploymentOptions();

    @Nullable
    @Option(
            names = "--date",
            paramLabel = "DATE",
            description = "The day, in the zone of the settings (default: today).")
    String date;

    @Nullable
    @Option(names = "--host", paramLabel = "HOST", description = "Only this host.")
    String host;

    @Option(names = "--hours", description = "Show what the same hours of many days have in common.")
    boolean hours;

    @Nullable
    @Option(
            names = "--days",
            paramLabel = "N",
            description = "Of how many days, today included, 1 to 3660 (default: 30); with --hours.")
    Integer days;

    @Override
    public Integer call() {
        int last = days == null ? USUAL_DAYS : days;
        if (hours ? date != null : days != null) {
            throw new WrongUse("--date is for one day, --days is for --hours; use one or the other");
        }
        if (last < 1 || last > MOST_DAYS) {
            throw new WrongUse("--days " + last + " is not within 1 to " + MOST_DAYS);
        }
        LocalDate asked = date == null ? null : day(date);
        try (Deployment deployment = options.openExisting()) {
            long now = options.clock().millis();
            LocalDate today = deployment.rules().calendar().day(now);
            CoverageView view = new CoverageView(deployment, spec.commandLine().getOut(), options.json());
            if (hours) {
                view.hours(Scopes.one(deployment, host), last, hours(deployment, today, last));
            } else {
                show(deployment, view, asked == null ? today : asked, now);
            }
        }
        return Stillframe.DONE;
    }

    private static LocalDate day(String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            if (!day.isBefore(EARLIEST) && !day.isAfter(LATEST)) {
                return day;
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        throw new WrongUse("--date '" + text + "' is not a day from 2000 to 9999 such as 2025-12-29");
    }

    private void show(Deployment deployment, CoverageView view, LocalDate day, long now) {
        Scope scope = Scopes.one(deployment, host);
        List<Scope> hosts =
                Scopes.chosen(deployment, host).stream().filter(s -> !s.isAll()).toList();
        RollupReader rollups = Rollups.of(deployment);
        CoverageReader reader = new CoverageReader(rollups, deployment.samples(), deployment.rules());
        List<DayCoverage> counted = Workers.each(options.atOnce(), hosts, h -> reader.of(h, day, now));
        SortedMap<String, DayCoverage> each = new TreeMap<>();
        for (int i = 0; i < hosts.size(); i++) {
            each.put(hosts.get(i).name(), counted.get(i));
        }
        DayCoverage whole = counted.isEmpty() ? reader.of(scope, day, now) : DayCoverage.of(counted);
        view.day(scope, whole, each, promised(rollups, deployment.rules().calendar(), scope, day));
    }

    /** The published row of the day. */
    private static Optional<RollupSeries.Row> promised(
            RollupReader rollups, Calendar calendar, Scope scope, LocalDate day) {
        long from = calendar.from(Period.day(day));
        Map<Scope, List<RollupSeries.Row>> series = rollups.series(List.of(scope), Mode.DAILY);
        return series.getOrDefault(scope, List.of()).stream()
                .filter(row -> row.from() == from)
                .findFirst();
    }

    private List<HoursOfDay.Hour> hours(Deployment deployment, LocalDate today, int last) {
        Calendar calendar = deployment.rules().calendar();
        long after = calendar.from(Period.day(today.minusDays(last - 1L)));
        long end = calendar.to(Period.day(today));
        HoursOfDay hoursOfDay = new HoursOfDay(deployment.settings().metrics());
        Rollups.of(deployment).newest(Scopes.one(deployment, host), Mode.HOURLY, after, Integer.MAX_VALUE).stream()
                .filter(row -> row.from() < end)
                .forEach(hoursOfDay::add);
        return hoursOfDay.hours();
    }
}
