package dev.stillframe.cli;

import dev.stillframe.core.deployment.Deployment;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOrder;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.standalone.build.Edition;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Builds many scopes side by side and shows the results. */
final class Builds {
    /** How long another builder of the same scope is waited for. */
    private static final long WAIT_NANOS = 30_000_000_000L;

    private final Deployment deployment;
    private final int atOnce;
    private final PrintWriter out;
    private final PrintWriter err;

    /** Builds, at most {@code atOnce} side by side. */
    Builds(Deployment deployment, int atOnce, PrintWriter out, PrintWriter err) {
        this.deployment = deployment;
        this.atOnce = atOnce;
        this.out = out;
        this.err = err;
    }

    private record Timed(BuildOutcome outcome, long millis) {}

    /** Builds, prints, and answers with the exit code. */
    int run(List<Scope> scopes, BuildMode mode, boolean json) {
        boolean failed = !published(deployment::repairAssets);
        List<Timed> done = build(scopes, mode);
        if (json) {
            out.println(
                    Json.of(Map.of("builds", done.stream().map(Builds::fields).toList())));
        } else {
            print(done);
        }
        failed |= !published(deployment::publishDirectory);
        for (Timed timed : done) {
            String problem = problem(timed.outcome());
            if (!problem.isEmpty()) {
                err.println("stillframe: " + timed.outcome().scope() + ": " + problem);
                failed = true;
            }
        }
        return failed ? Stillframe.FAILED : Stillframe.DONE;
    }

    private boolean published(Runnable what) {
        try {
            what.run();
            return true;
        } catch (StoreException e) {
            err.println("stillframe: " + e.getMessage());
            return false;
        }
    }

    private List<Timed> build(List<Scope> scopes, BuildMode mode) {
        Progress progress = Progress.pieces(err, "built");
        AtomicLong count = new AtomicLong();
        return Workers.each(atOnce, scopes, scope -> {
            long start = System.nanoTime();
            BuildOutcome outcome = patiently(scope, mode);
            progress.at(count.incrementAndGet(), scopes.size());
            return new Timed(outcome, (System.nanoTime() - start) / 1_000_000);
        });
    }

    /** On one machine a look at every file costs little; on AWS each is a request, and only 'rebuild' looks at rollups. */
    private BuildOrder order(Scope scope, BuildMode mode) {
        BuildOrder order = new BuildOrder(scope, mode, deployment.settings().cadence(scope));
        return deployment instanceof Edition ? order.thoroughly() : order.lookingAtPages();
    }

    /** A running server may be building the same scope at this moment. */
    private BuildOutcome patiently(Scope scope, BuildMode mode) throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            BuildOutcome outcome = deployment.builder().build(order(scope, mode));
            boolean another = outcome instanceof BuildOutcome.Busy || outcome instanceof BuildOutcome.Superseded;
            if (!another || System.nanoTime() - start > WAIT_NANOS) {
                return outcome;
            }
            Thread.sleep(100);
        }
    }

    private void print(List<Timed> done) {
        List<List<String>> rows = new ArrayList<>();
        for (Timed timed : done) {
            String scope = timed.outcome().scope().name();
            String took = Text.duration(timed.millis());
            switch (timed.outcome()) {
                case BuildOutcome.Built b ->
                    rows.add(List.of(
                            scope,
                            Text.count(b.build()),
                            Text.count(b.written()),
                            Text.bytes(b.bytes()),
                            Text.count(b.renewed()),
                            b.recomputed() ? "all" : Text.count(b.folded()),
                            took));
                case BuildOutcome.Unchanged u -> rows.add(List.of(scope, "as before", "0", "0 B", "0", "0", took));
                case BuildOutcome.Busy b -> rows.add(List.of(scope, "busy", "", "", "", "", took));
                case BuildOutcome.Superseded s -> rows.add(List.of(scope, "superseded", "", "", "", "", took));
                case BuildOutcome.Failed f -> rows.add(List.of(scope, "failed", "", "", "", "", took));
            }
        }
        Text.table(List.of("scope", ">build", ">new files", ">size", ">confirmed", ">folded", ">took"), rows)
                .forEach(out::println);
    }

    private static String problem(BuildOutcome outcome) {
        return switch (outcome) {
            case BuildOutcome.Built b -> b.warning();
            case BuildOutcome.Unchanged u -> "";
            case BuildOutcome.Busy b -> "another builder has had it for 30 seconds; run the command again later";
            case BuildOutcome.Superseded s -> "another builder was quicker again and again; its files stand";
            case BuildOutcome.Failed f -> "the build failed and the files are as they were: " + f.reason();
        };
    }

    private static Map<String, Object> fields(Timed timed) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("scope", timed.outcome().scope().name());
        switch (timed.outcome()) {
            case BuildOutcome.Built b -> {
                fields.put("outcome", "built");
                fields.put("build", b.build());
                fields.put("written", b.written());
                fields.put("renewed", b.renewed());
                fields.put("pages", b.pages());
                fields.put("bytes", b.bytes());
                fields.put("folded", b.folded());
                fields.put("recomputed", b.recomputed());
            }
            case BuildOutcome.Unchanged u -> fields.put("outcome", "unchanged");
            case BuildOutcome.Busy b -> fields.put("outcome", "busy");
            case BuildOutcome.Superseded s -> fields.put("outcome", "superseded");
            case BuildOutcome.Failed f -> {
                fields.put("outcome", "failed");
                fields.put("reason", f.reason());
            }
        }
        fields.put("millis", timed.millis());
        return fields;
    }
}
