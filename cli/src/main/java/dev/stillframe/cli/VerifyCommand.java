package dev.stillframe.cli;

import dev.stillframe.core.deployment.Deployment;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.publish.Verifier;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code verify}: proves every published file from the samples. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        header = "Prove every published file from the samples.",
        description = {
            "Computes every published file again from the samples, as of the moment it was",
            "published, and compares: payloads, metas, manifests, versions, stored state.",
            "Exit code 1 and a line for each difference when something is not right."
        },
        footer = {
            "",
            "Examples:",
            "  stillframe verify",
            "  stillframe verify --host home --json",
            "  stillframe verify --aws speed"
        })
final class VerifyCommand implements Callable<Integer> {
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final long WAIT_NANOS = 15_000_000_000L;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    DeploymentOptions options = new DeploymentOptions();

    @Nullable
    @Option(names = "--host", paramLabel = "HOST", description = "Only this host (default: all scopes).")
    String host;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (Deployment deployment = options.openExisting()) {
            Progress progress = Progress.pieces(err, "verified");
            List<Scope> scopes = Scopes.chosen(deployment, host);
            AtomicLong count = new AtomicLong();
            List<Verifier.Findings> all = Workers.each(options.atOnce(), scopes, scope -> {
                Verifier.Findings findings = verify(deployment, scope);
                progress.at(count.incrementAndGet(), scopes.size());
                return findings;
            });
            List<String> differences = new ArrayList<>(
                    all.stream().flatMap(f -> f.differences().stream()).toList());
            if (host == null) {
                differences.addAll(deployment.directoryDifferences());
            }
            if (options.json()) {
                out.println(Json.of(Map.of(
                        "right",
                        differences.isEmpty(),
                        "scopes",
                        all.stream()
                                .map(f -> Map.of(
                                        "scope", f.scope().name(),
                                        "build", f.build(),
                                        "files", f.files(),
                                        "samples", f.samples(),
                                        "differences", f.differences()))
                                .toList())));
            } else {
                print(all, differences, host == null ? 2 : 0, out);
            }
            return differences.isEmpty() ? Stillframe.DONE : Stillframe.FAILED;
        }
    }

    /** Keeps builders out while a scope is verified; where one does not come to an end, verifies all the same. */
    private static Verifier.Findings verify(Deployment deployment, Scope scope) throws InterruptedException {
        String holder = "verify-" + UUID.randomUUID();
        long start = System.nanoTime();
        while (!deployment.ports().leases().acquire(scope.name(), holder, System.currentTimeMillis(), LEASE)
                && System.nanoTime() - start < WAIT_NANOS) {
            Thread.sleep(50);
        }
        try {
            return deployment.verifier().verify(scope);
        } finally {
            deployment.ports().leases().release(scope.name(), holder);
        }
    }

    private static void print(List<Verifier.Findings> all, List<String> differences, int more, PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        for (Verifier.Findings f : all) {
            rows.add(List.of(
                    f.scope().name(),
                    Text.count(f.build()),
                    Text.count(f.files()),
                    Text.count(f.samples()),
                    f.differences().isEmpty()
                            ? "right"
                            : Text.count(f.differences().size(), "difference")));
        }
        Text.table(List.of("scope", ">build", ">files", ">samples in 12m", "result"), rows)
                .forEach(out::println);
        differences.forEach(d -> out.println("  " + d));
        long files = more + all.stream().mapToLong(Verifier.Findings::files).sum();
        out.println(
                differences.isEmpty()
                        ? "All " + Text.count(files) + " files are what the samples give."
                        : Text.count(differences.size(), "difference")
                                + ". 'stillframe build' repairs files; if differences stay, use 'stillframe rebuild'.");
    }
}
