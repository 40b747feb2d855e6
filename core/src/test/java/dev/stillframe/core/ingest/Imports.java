package dev.stillframe.core.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stillframe.core.memory.MemoryImportLog;
import dev.stillframe.core.memory.MemorySampleStore;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Imports texts into a store in memory, at a fixed time. */
final class Imports {
    static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    final MemorySampleStore store = new MemorySampleStore();
    final MemoryImportLog log = new MemoryImportLog();
    final Metrics metrics;

    Imports(Metrics metrics) {
        this.metrics = metrics;
    }

    Imports() {
        this(Metrics.BUILT_IN);
    }

    ImportReport run(ImportSettings settings, Source... sources) {
        return new Importer(store, log, metrics, InstantSource.fixed(NOW)).run(List.of(sources), settings, _ -> {});
    }

    ImportReport run(ImportSettings settings, String text) {
        return run(settings, text("log.csv", text));
    }

    /** All samples, by host and time. */
    List<Sample> samples() {
        return store.newest(Scope.ALL, Long.MAX_VALUE, Integer.MAX_VALUE).stream()
                .sorted(Comparator.comparing(Sample::host).thenComparingLong(Sample::t))
                .toList();
    }

    ImportSettings columns(@Nullable String host, String columns, @Nullable String units, ZoneId zone) {
        return new ImportSettings(
                host, zone, Columns.parse(columns, metrics), units == null ? Units.OWN : Units.parse(units, metrics));
    }

    ImportSettings columns(String columns) {
        return columns("home", columns, null, ZoneOffset.UTC);
    }

    static ImportSettings host(@Nullable String host) {
        return new ImportSettings(host, ZoneOffset.UTC, null, Units.OWN);
    }

    static Source text(String name, String text) {
        return new Source(name, () -> new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }
}
