package dev.stillframe.cli;

import dev.stillframe.core.dedupe.Dedupe;
import dev.stillframe.core.dedupe.Pace;
import dev.stillframe.core.dedupe.Slots;
import dev.stillframe.core.deployment.Deployment;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.settings.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dedupe}: finds samples that share a slot of their host's schedule, sets them aside, puts them back. */
@Command(
        name = "dedupe",
        mixinStandardHelpOptions = true,
        header = "Find samples that share a slot of their host's schedule.",
        description = {
            "A host that measures every 10 minutes should have one sample in each 10 minutes, cut at multiples of 10 minutes. This shows"
                    + " where there are more. Nothing is changed without --delete.",
            "Of each slot the first successful sample is kept, and the first failed one where none succeeded. With --delete the others"
                    + " are put into quarantine: they count no longer, and cannot come again. --restore puts back all that 'dedupe'"
                    + " ever took.",
            "How often a host measures is taken from --every, else from the setting 'schedule', else learned from its samples. A schedule that begins anew each hour and"
                    + " does not fit into it, such as every 8 minutes, has two good samples in some slots: see --every."
        },
        footer = {
            "",
            "Examples:",
            "  stillframe dedupe",
            "  stillframe dedupe --host home --every 10m --delete",
            "  stillframe dedupe --restore"
        })
final class DedupeCommand implements Callable<Integer> {
    private static final Duration OFTENEST = Duration.ofSeconds(1);
    private static final Duration SELDOMEST = Duration.ofDays(31);

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    DeploymentOptions options = new DeploymentOptions();

    @Nullable
    @Option(names = "--host", paramLabel = "HOST", description = "Only this host.")
    String host;

    @Nullable
    @Option(names = "--every", paramLabel = "DURATION", description = "How often it measures: 30s, 10m, 1h, 1d.")
    String every;

    @Option(names = "--delete", description = "Put the duplicates into quarantine.")
    boolean delete;

    @Option(names = "--restore", description = "Put back what was taken.")
    boolean restore;

    @Override
    public Integer call() {
        if (delete && restore) {
            throw new WrongUse("--delete or --restore, not both");
        }
        if (restore && every != null) {
            throw new WrongUse("--restore puts back all; it does not ask for --every");
        }
        Optional<Pace> given = given();
        try (Deployment deployment = options.openExisting()) {
            List<String> hosts = Scopes.chosen(deployment, host).stream()
                    .filter(scope -> !scope.isAll())
                    .map(Scope::name)
                    .toList();
            Dedupe dedupe = new Dedupe(deployment.samples());
            if (restore) {
                restore(deployment, dedupe, hosts);
            } else {
                find(deployment, dedupe, hosts, given);
            }
        }
        return Stillframe.DONE;
    }

    private static Optional<Pace> configured(Deployment deployment, String name) {
        return Optional.ofNullable(deployment.settings().schedule().get(name))
                .map(step -> new Pace.Configured(step.toMillis()));
    }

    private Optional<Pace> given() {
        if (every == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Pace.Given(Durations.parse(every, OFTENEST, SELDOMEST).toMillis()));
        } catch (IllegalArgumentException e) {
            throw new WrongUse("--every " + e.getMessage());
        }
    }

    private void find(Deployment deployment, Dedupe dedupe, List<String> hosts, Optional<Pace> given) {
        List<DedupeReport> reports = new ArrayList<>();
        for (String name : hosts) {
            Optional<Pace> pace = given.or(() -> configured(deployment, name)).or(() -> dedupe.learn(name));
            if (pace.isEmpty()) {
                reports.add(new DedupeReport(name, null, new Slots.Count(0, 0, 0, List.of()), 0));
                continue;
            }
            Slots.Count count = dedupe.survey(name, pace.get());
            long aside = 0;
            if (delete && count.duplicates() > 0) {
                Progress progress = Progress.pieces(spec.commandLine().getErr(), name + ": into quarantine");
                aside = noted(
                        deployment,
                        name,
                        () -> dedupe.setAside(
                                name, pace.get(), done -> progress.at(done, Math.max(done, count.duplicates()))));
            }
            reports.add(new DedupeReport(name, pace.get(), count, aside));
        }
        var out = spec.commandLine().getOut();
        if (options.json()) {
            out.println(Json.of(
                    reports.stream().map(report -> report.fields(delete)).toList()));
            return;
        }
        reports.forEach(report -> report.lines(delete).forEach(out::println));
        long duplicates =
                reports.stream().mapToLong(r -> r.count().duplicates()).sum();
        long aside = reports.stream().mapToLong(DedupeReport::aside).sum();
        if (delete) {
            out.println(aside == 0 ? "Nothing was changed." : next(aside));
        } else if (duplicates > 0) {
            out.println("Nothing was changed. 'stillframe dedupe --delete' puts duplicates into quarantine.");
        }
    }

    private void restore(Deployment deployment, Dedupe dedupe, List<String> hosts) {
        Map<String, Long> restored = new LinkedHashMap<>();
        for (String name : hosts) {
            var err = spec.commandLine().getErr();
            long[] told = {0};
            long count = noted(
                    deployment,
                    name,
                    () -> dedupe.restore(name, done -> {
                        if (done / 100_000 > told[0]) {
                            told[0] = done / 100_000;
                            err.println(name + ": " + Text.count(done, "sample") + " put back");
                        }
                    }));
            restored.put(name, count);
        }
        var out = spec.commandLine().getOut();
        if (options.json()) {
            List<Map<String, Object>> all = new ArrayList<>();
            restored.forEach((name, count) -> all.add(Map.of("host", name, "restored", count)));
            out.println(Json.of(all));
            return;
        }
        long sum = 0;
        for (Map.Entry<String, Long> entry : restored.entrySet()) {
            sum += entry.getValue();
            if (entry.getValue() > 0) {
                out.println(entry.getKey() + ": " + Text.count(entry.getValue(), "sample") + " put back.");
            }
        }
        out.println(sum == 0 ? "There was nothing to put back." : next(sum));
    }

    private String next(long count) {
        return "The next build takes " + (count == 1 ? "it" : "them") + " into account: " + options.builder() + ".";
    }

    private long noted(Deployment deployment, String name, Supplier<Long> work) {
        return new Noted(deployment.audit(), options.clock())
                .run(restore ? "dedupe --restore" : "dedupe --delete", name, work, n -> Text.count(n, "sample"));
    }
}
