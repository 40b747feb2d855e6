package dev.stillframe.core.ingest;

import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.port.ImportLog;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.port.Verdict;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Takes logs in: reads and checks them in one thread, stores the samples in the caller's. For use by any number of threads.
 *
 * <p>Nothing is changed until the first readable record of every source was seen. Importing the same again stores nothing.
 */
public final class Importer {
    /** How many samples are stored in one step. */
    static final int BATCH = 10_000;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final SampleStore store;
    private final ImportLog log;
    private final Metrics metrics;
    private final InstantSource clock;

    /** An importer into a store, under a catalogue of metrics. */
    public Importer(SampleStore store, ImportLog log, Metrics metrics, InstantSource clock) {
        this.store = store;
        this.log = log;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Imports one or more sources as one import.
     *
     * @throws ImportException when a source cannot be read, is empty, is in no known format or has no readable record, and when
     *     the store fails after the import has begun. Where samples are stored by then, the message names the import; importing
     *     the same again completes it
     * @throws StoreException when the store fails before that; nothing is changed then
     */
    public ImportReport run(List<Source> sources, ImportSettings settings, ProgressListener progress) {
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to import");
        }
        SourceReader reader = new SourceReader(metrics, settings, formats(settings), clock.millis());
        try {
            if (sources.size() > 1) {
                for (Source source : sources) {
                    reader.read(source, new Tally(metrics), _ -> false, _ -> {});
                }
            }
            return store(sources, reader, progress);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImportException("the import was interrupted; import the same again to complete it", e);
        }
    }

    private List<Format> formats(ImportSettings settings) {
        return settings.columns() == null
                ? List.of(new ExportedCsv(metrics), new SpeedtestCliCsv(metrics), new OoklaLines(metrics))
                : List.of(new NamedCsv(metrics, settings.columns()));
    }

    private ImportReport store(List<Source> sources, SourceReader reader, ProgressListener progress)
            throws InterruptedException {
        Pipe pipe = new Pipe(BATCH);
        Tally tally = new Tally(metrics);
        Thread reading = Thread.ofPlatform()
                .name("import")
                .daemon()
                .start(() -> readAll(sources, reader, tally, pipe, progress));
        Storing storing = new Storing(sources);
        try {
            List<Sample> batch = pipe.next();
            while (batch != null) {
                storing.append(batch);
                batch = pipe.next();
            }
            storing.finish();
        } catch (StoreException e) {
            throw storing.stopped(e);
        } catch (Pipe.Failed e) {
            switch (e.failure()) {
                case ImportException known -> throw storing.stopped(known);
                case RuntimeException unexpected -> throw unexpected;
                case Error grave -> throw grave;
                default -> throw new IllegalStateException("the reading of an import failed", e.failure());
            }
        } finally {
            reading.interrupt();
            // It could hang in a read that nothing ends, of a terminal or a pipe; it is a daemon and stores nothing.
            boolean _ = reading.join(PATIENCE);
        }
        return tally.report(storing.id(), storing.taken, storing.failed, storing.duplicates);
    }

    private static void readAll(
            List<Source> sources, SourceReader reader, Tally tally, Pipe pipe, ProgressListener progress) {
        AtomicLong total = new AtomicLong();
        try {
            try {
                for (Source source : sources) {
                    reader.read(
                            source,
                            tally,
                            sample -> {
                                pipe.add(sample);
                                return true;
                            },
                            bytes -> progress.bytesRead(total.addAndGet(bytes)));
                }
                pipe.end();
            } catch (RuntimeException | Error e) {
                pipe.fail(e);
            }
        } catch (InterruptedException e) {
            // The storing thread has ended the import; nobody waits for this one.
            Thread.currentThread().interrupt();
        }
    }

    /** The storing side of one import. */
    private final class Storing {
        private final List<Source> sources;
        private boolean begun;
        private long id;
        private boolean unsure;
        private long taken;
        private long failed;
        private long duplicates;

        Storing(List<Source> sources) {
            this.sources = sources;
        }

        void append(List<Sample> batch) {
            if (!begun) {
                String names = sources.stream().map(Source::name).collect(Collectors.joining(", "));
                id = log.begin(names, clock.millis());
                begun = true;
            }
            unsure = true;
            List<Verdict> verdicts = store.append(batch, ImportLog.origin(id));
            unsure = false;
            for (int i = 0; i < verdicts.size(); i++) {
                switch (verdicts.get(i)) {
                    case DUPLICATE -> duplicates++;
                    case STORED -> {
                        boolean failure = batch.get(i).isFailure();
                        failed += failure ? 1 : 0;
                        taken += failure ? 0 : 1;
                    }
                }
            }
        }

        void finish() {
            if (taken + failed == 0) {
                log.discard(id);
            } else {
                log.finish(id, taken + failed, clock.millis());
            }
        }

        OptionalLong id() {
            return taken + failed == 0 ? OptionalLong.empty() : OptionalLong.of(id);
        }

        /** What to throw when either side failed. */
        RuntimeException stopped(RuntimeException cause) {
            if (!begun) {
                return cause;
            }
            if (taken + failed == 0 && !unsure) {
                log.discard(id);
                return cause;
            }
            return new ImportException(
                    "import " + id + " stopped after " + (taken + failed) + " samples: " + cause.getMessage()
                            + "; import the same again to complete it, or take it back with import --undo " + id,
                    cause);
        }
    }
}
