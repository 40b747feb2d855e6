package dev.stillframe.benchmarks.soak;

import dev.stillframe.core.model.Scope;
import dev.stillframe.testkit.soak.ChildJvm;
import dev.stillframe.testkit.soak.Kills;
import dev.stillframe.testkit.soak.Product;
import dev.stillframe.testkit.soak.Witness;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Kills a process that takes samples in and builds: once at every step of a round, then at random instants, while a server of a
 * process that survives is read without pause. After each kill the folder is opened again and held to the promise.
 *
 * <p>{@code KillSoak [KILLS [SEED]]}: how many kills in all, 1,000 unless said; exit code 0 when the promise was kept.
 */
public final class KillSoak {
    private static final List<Scope> SCOPES = List.of(Scope.ALL, Scope.host("attic"), Scope.host("cellar"));
    private static final long START = Instant.parse("2025-06-01T00:00:00Z").toEpochMilli();
    private static final int TOLD_EVERY = 50;

    private final int wanted;
    private final Random random;
    private final Kills kills;
    private final Reading reading;
    private final long began = System.nanoTime();
    private int done;

    private KillSoak(int wanted, Random random, Kills kills, Reading reading) {
        this.wanted = wanted;
        this.random = random;
        this.kills = kills;
        this.reading = reading;
    }

    /** Runs it. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int wanted = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : new Random().nextLong();
        Path scratch = Files.createTempDirectory("kill-soak");
        Path folder = scratch.resolve("data");
        System.out.printf("%d kills on %s, seed %d%n", wanted, folder, seed);
        boolean kept;
        try (Kills kills = new Kills(
                        folder, ChildJvm.command(OpenedEdition.class, library(scratch)), OpenedEdition::open, START);
                Product surviving = OpenedEdition.open(folder, Instant::now, what -> {});
                Reading reading = new Reading(surviving, SCOPES)) {
            KillSoak soak = new KillSoak(wanted, new Random(seed), kills, reading);
            kept = soak.run();
        }
        System.out.println(kept ? "the promise was kept" : "THE PROMISE WAS BROKEN; the folder is left as it is");
        if (kept) {
            delete(scratch);
        }
        System.exit(kept ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException {
        String doing = "";
        try {
            doing = "the first round";
            List<String> steps = kills.steps();
            kills.check();
            System.out.printf("a round has %d steps%n", steps.size());
            for (int step = 1; step <= steps.size() && done < wanted; step++) {
                doing = "a death at step " + step + ", " + steps.get(step - 1);
                if (kills.atStep(step)) {
                    afterKill();
                }
            }
            while (done < wanted) {
                doing = "kill " + (done + 1);
                if (random.nextInt(8) == 0) {
                    kills.afterStart(random.nextInt(500_000));
                } else {
                    kills.after(random.nextInt(250_000));
                }
                afterKill();
            }
        } catch (AssertionError e) {
            System.out.println("after " + doing + ": " + e.getMessage());
            e.printStackTrace(System.out);
            tell();
            return false;
        }
        tell();
        Witness.Report seen = reading.report();
        for (List<String> broken : List.of(seen.torn(), seen.older(), seen.missing(), seen.untrue())) {
            broken.stream().limit(10).forEach(System.out::println);
        }
        Throwable failure = reading.failure();
        if (failure != null) {
            System.out.println("the reader gave up: " + failure);
        }
        return seen.clean() && failure == null;
    }

    private void afterKill() throws IOException {
        done++;
        kills.check();
        if (done % TOLD_EVERY == 0) {
            tell();
        }
    }

    private void tell() {
        Witness.Report seen = reading.report();
        System.out.printf(
                Locale.ROOT,
                "%5d kills, %6d samples accepted, none lost; reader: %,d requests, %,d builds seen, torn %d, older %d,"
                        + " missing %d, untrue %d (%.0f s)%n",
                done,
                kills.accepted(),
                seen.requests(),
                seen.builds(),
                seen.torn().size(),
                seen.older().size(),
                seen.missing().size(),
                seen.untrue().size(),
                (System.nanoTime() - began) / 1e9);
    }

    /** SQLite's native library, unpacked once: a process that is killed leaves its own copy behind. */
    private static List<String> library(Path folder) throws IOException {
        String name = LibraryLoaderUtil.getNativeLibName();
        try (InputStream in = LibraryLoaderUtil.class.getResourceAsStream(
                LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name)) {
            if (in == null) {
                return List.of();
            }
            Files.copy(in, folder.resolve(name));
        }
        return List.of("-Dorg.sqlite.lib.path=" + folder, "-Dorg.sqlite.lib.name=" + name);
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all = new ArrayList<>();
        try (var files = Files.walk(folder)) {
            files.forEach(all::add);
        }
        for (Path path : all.reversed()) {
            Files.delete(path);
        }
    }
}
