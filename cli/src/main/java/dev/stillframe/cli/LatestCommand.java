package dev.stillframe.cli;

import dev.stillframe.core.calendar.Mode;
import dev.stillframe.core.deployment.Deployment;
import dev.stillframe.core.encode.RollupSeries;
import dev.stillframe.core.encode.RollupTable;
import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code latest}: the newest samples, or the last periods of the calendar. */
@Command(
        name = "latest",
        mixinStandardHelpOptions = true,
        header = "Show the newest samples, hours, days, weeks, months or years.",
        description = {
            "Shows what is there: the newest sample of each host, the last samples one by one, or the "
                    + "last periods of the calendar as they are published, the newest at the end.",
            "Periods without a test are left out. 'coverage' is how many of the expected tests there "
                    + "were; 'below promise' the share of tests that were worse than promised at their time, "
                    + "failed ones among them. A period is open until it is closed."
        },
        footer = {
            "",
            "Examples:",
            "  stillframe latest",
            "  stillframe latest --period minutes --last 20 --host home",
            "  stillframe latest --period monthly --last 12",
            "  stillframe latest --aws speed"
        })
final class LatestCommand implements Callable<Integer> {
    /** What to show. */
    enum Period {
        latest,
        minutes,
        hourly,
        daily,
        weekly,
        monthly,
        yearly;

        /** Which periods of the calendar; none for single samples. */
        Optional<Mode> mode() {
            return Mode.of(name());
        }
    }

    private static final int MOST = 10_000;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    DeploymentOptions options = new DeploymentOptions();

    @Option(
            names = "--period",
            paramLabel = "PERIOD",
            description = {
                "latest: one line a host; minutes: single samples; hourly, daily, weekly, monthly, yearly: periods.",
                "Default: latest; minutes with --last."
            })
    @Nullable
    Period period;

    @Option(names = "--last", paramLabel = "N", description = "How many samples or periods, 1 to 10000 (default: 10).")
    @Nullable
    Integer last;

    @Nullable
    @Option(names = "--host", paramLabel = "HOST", description = "Only this host.")
    String host;

    @Override
    public Integer call() {
        int count = last == null ? 10 : last;
        boolean single = period == null ? last != null : period == Period.minutes;
        if (count < 1 || count > MOST) {
            throw new WrongUse("--last " + last + " is not within 1 to " + MOST);
        }
        try (Deployment deployment = options.openExisting()) {
            if (period != null && period.mode().isPresent()) {
                printPeriods(deployment, period.mode().get(), count);
                return Stillframe.DONE;
            }
            long now = options.clock().millis();
            List<Sample> samples = new ArrayList<>();
            if (!single) {
                for (Scope scope : Scopes.chosen(deployment, host)) {
                    if (!scope.isAll()) {
                        samples.addAll(deployment.samples().newest(scope, now, 1));
                    }
                }
            } else {
                Scope scope = Scopes.one(deployment, host);
                samples.addAll(deployment.samples().newest(scope, now, count));
            }
            print(samples, deployment.settings().metrics(), now);
        }
        return Stillframe.DONE;
    }

    private void printPeriods(Deployment deployment, Mode mode, int count) {
        var out = spec.commandLine().getOut();
        Scope scope = Scopes.one(deployment, host);
        Metrics metrics = deployment.settings().metrics();
        List<RollupSeries.Row> rows = Rollups.of(deployment).newest(scope, mode, Long.MIN_VALUE, count);
        if (options.json()) {
            out.print(new String(
                    new RollupTable(metrics, deployment.rules().calendar()).rollups(rows), StandardCharsets.UTF_8));
            out.flush();
        } else if (rows.isEmpty()) {
            out.println("Nothing " + mode.label() + " is published of " + scope + " yet: " + options.builder() + ".");
        } else {
            out.println(scope + ", as published: samples of the last quarter of an hour may be missing");
            out.println();
            PeriodTable.of(mode, metrics, rows).forEach(out::println);
        }
    }

    private void print(List<Sample> samples, Metrics metrics, long now) {
        var out = spec.commandLine().getOut();
        if (options.json()) {
            out.println(Json.of(samples.stream().map(s -> fields(s, metrics)).toList()));
            return;
        }
        if (samples.isEmpty()) {
            out.println("There is no sample at or before " + Instant.ofEpochMilli(now) + ".");
            return;
        }
        List<Integer> shown = new ArrayList<>();
        for (int m = 0; m < metrics.size(); m++) {
            int index = m;
            if (samples.stream().anyMatch(s -> s.values().has(index))) {
                shown.add(m);
            }
        }
        List<String> headings = new ArrayList<>(List.of("host", "time", ">age"));
        shown.forEach(m ->
                headings.add(">" + metrics.get(m).name() + " " + metrics.get(m).unit()));
        headings.add("");
        List<List<String>> rows = new ArrayList<>();
        for (Sample sample : samples) {
            List<String> row = new ArrayList<>();
            row.add(sample.host());
            row.add(Instant.ofEpochMilli(sample.t()).toString());
            row.add(Text.duration(now - sample.t()));
            for (int m : shown) {
                row.add(sample.values().has(m) ? value(sample, m, metrics).toPlainString() : "-");
            }
            String error = sample.error();
            row.add(sample.isFailure() ? "failed" + (error == null ? "" : ": " + error) : "");
            rows.add(row);
        }
        Text.table(headings, rows).forEach(out::println);
    }

    private static BigDecimal value(Sample sample, int metric, Metrics metrics) {
        Metric m = metrics.get(metric);
        return BigDecimal.valueOf(sample.values().get(metric), m.scale()).setScale(m.decimals(), RoundingMode.HALF_UP);
    }

    private static Map<String, Object> fields(Sample sample, Metrics metrics) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("host", sample.host());
        fields.put("t", sample.t());
        for (int m = 0; m < metrics.size(); m++) {
            if (sample.values().has(m)) {
                fields.put(
                        metrics.get(m).name(),
                        new BigDecimal(BigDecimal.valueOf(
                                        sample.values().get(m), metrics.get(m).scale())
                                .stripTrailingZeros()
                                .toPlainString()));
            }
        }
        String error = sample.error();
        if (error != null) {
            fields.put("error", error);
        }
        sample.labels().forEach(fields::putIfAbsent);
        return fields;
    }
}
