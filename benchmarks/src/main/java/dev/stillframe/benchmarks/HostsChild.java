package dev.stillframe.benchmarks;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.standalone.build.Edition;
import dev.stillframe.standalone.build.Scheduler;
import dev.stillframe.standalone.files.DataFolder;
import java.io.PrintStream;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The process of {@link HostsProgram}: fills a data folder, then lets the scheduler do rounds of builds. */
final class HostsChild {
    private static final long STEP = Duration.ofMinutes(15).toMillis();
    private static final int DAYS = 14;
    private static final int BATCH = 10_000;

    private final SteppedClock clock = new SteppedClock(History.END);
    private final List<History> hosts = new ArrayList<>();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicLong folded = new AtomicLong();
    private final AtomicLong payloads = new AtomicLong();
    private final Table table =
            new Table("round", "seconds", "scopes", "scopes/s", "payloads", "log rows read", "failed");

    private HostsChild(int count) {
        for (int i = 0; i < count; i++) {
            hosts.add(new History(String.format(Locale.ROOT, "host-%04d", i), STEP, 3));
        }
    }

    /** Arguments: an empty folder, and how many hosts. */
    public static void main(String[] args) throws InterruptedException {
        new HostsChild(Integer.parseInt(args[1])).run(Path.of(args[0]), System.out);
    }

    private void run(Path folder, PrintStream out) throws InterruptedException {
        try (Edition edition = Edition.open(new DataFolder(folder), Settings.DEFAULT, clock)) {
            long start = System.nanoTime();
            long samples = fill(edition);
            double seconds = (System.nanoTime() - start) / 1e9;
            int threads = Runtime.getRuntime().availableProcessors();
            try (Scheduler scheduler = new Scheduler(edition, clock, threads, this::note)) {
                round("first builds, from the samples", scheduler);
                clock.set(clock.millis() + STEP);
                arrive(edition);
                round("one new sample for each host", scheduler);
                clock.set(clock.millis() + STEP);
                arrive(edition);
                round("once more", scheduler);
                clock.set(clock.millis() + Duration.ofMinutes(1).toMillis());
                round("a minute later, nothing new", scheduler);
            }
            table.print(out);
            out.println("  " + Table.number(samples) + " samples were stored first, in " + Table.number(seconds, 1)
                    + " s. Threads that build: " + threads + ".");
            out.println("  Peak of the heap: " + (peakHeap() >> 20) + " MB of "
                    + (Runtime.getRuntime().maxMemory() >> 20)
                    + ". Peak of the process: " + (Machine.peakMemory() >> 20) + " MB. Garbage collection: "
                    + Table.number(collecting() / 1e3, 1) + " s.\n");
        }
    }

    private long fill(Edition edition) {
        List<Sample> batch = new ArrayList<>(BATCH);
        long steps = Duration.ofDays(DAYS).toMillis() / STEP;
        for (long step = steps - 1; step >= 0; step--) {
            for (History host : hosts) {
                batch.add(host.at(History.END - step * STEP));
                if (batch.size() == BATCH) {
                    edition.samples().append(batch, "upload");
                    batch.clear();
                }
            }
        }
        edition.samples().append(batch, "upload");
        return steps * hosts.size();
    }

    private void arrive(Edition edition) {
        for (History host : hosts) {
            edition.samples().append(List.of(host.at(clock.millis())), "upload");
        }
    }

    private void note(BuildOutcome outcome) {
        switch (outcome) {
            case BuildOutcome.Built built -> {
                folded.addAndGet(built.folded());
                payloads.addAndGet(built.written());
            }
            case BuildOutcome.Unchanged unchanged -> {}
            case BuildOutcome.Busy busy -> failed.incrementAndGet();
            case BuildOutcome.Superseded superseded -> failed.incrementAndGet();
            case BuildOutcome.Failed failure -> {
                failed.incrementAndGet();
                System.err.println(failure.scope() + ": " + failure.reason());
            }
        }
    }

    private void round(String name, Scheduler scheduler) throws InterruptedException {
        failed.set(0);
        folded.set(0);
        payloads.set(0);
        long start = System.nanoTime();
        int built = scheduler.tick();
        double seconds = (System.nanoTime() - start) / 1e9;
        table.row(
                name,
                Table.number(seconds, 1),
                Table.number(built),
                Table.number(built / seconds, 0),
                Table.number(payloads.get()),
                Table.number(folded.get()),
                Integer.toString(failed.get()));
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }

    private static long collecting() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }
}
