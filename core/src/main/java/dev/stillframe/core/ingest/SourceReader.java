package dev.stillframe.core.ingest;

import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Reads one source after another into checked samples. For use by one thread at a time. */
final class SourceReader {
    /** Takes samples as they are read. */
    @FunctionalInterface
    interface SampleSink {
        /**
         * Takes one.
         *
         * @return whether more are wanted
         * @throws InterruptedException when it waits for room and nobody will make any
         */
        boolean take(Sample sample) throws InterruptedException;
    }

    private final Metrics metrics;
    private final ImportSettings settings;
    private final List<Format> formats;
    private final SampleCheck check;
    private final long now;

    /** Reads in the first of the formats that knows a source; {@code now} is the clock's time, epoch milliseconds. */
    SourceReader(Metrics metrics, ImportSettings settings, List<Format> formats, long now) {
        this.metrics = metrics;
        this.settings = settings;
        this.formats = formats;
        this.check = new SampleCheck(metrics);
        this.now = now;
    }

    /**
     * Reads a source until its end, or until no more samples are wanted.
     *
     * @param read hears how many bytes each read gave
     * @throws ImportException when it cannot be read, is in no known format, or has no readable record
     * @throws InterruptedException from the sink
     */
    void read(Source source, Tally tally, SampleSink sink, LongConsumer read) throws InterruptedException {
        Stamp stamps = new Stamp(settings.zone());
        try {
            LineParser parser = recognise(source, stamps);
            if (!parser.namesHosts() && settings.of(source).host() == null) {
                throw new ImportException(source.name() + ": its records do not name a host; say it with --host NAME");
            }
            try (InputStream in = source.opener().open()) {
                read(new LineReader(in, read), parser, source, stamps, tally, sink);
            }
        } catch (IOException e) {
            throw new ImportException(source.name() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void read(LineReader lines, LineParser parser, Source source, Stamp stamps, Tally tally, SampleSink sink)
            throws IOException, InterruptedException {
        long before = tally.samples();
        boolean wanted = true;
        while (wanted && lines.next()) {
            tally.line();
            switch (reading(lines, parser)) {
                case Reading.Nothing() -> {}
                case Reading.Foreign(String reason) -> tally.skipped(reason, source.name(), lines);
                case Reading.Unreadable(String reason) -> tally.refused(reason, source.name(), lines);
                case Reading.Found(RawSample raw) -> {
                    switch (check.check(raw, now)) {
                        case Judgement.Refused(String reason) -> tally.refused(reason, source.name(), lines);
                        case Judgement.Accepted accepted -> {
                            tally.accepted(accepted, stamps.kind());
                            wanted = sink.take(accepted.sample());
                        }
                    }
                }
            }
        }
        if (tally.samples() == before) {
            throw new ImportException(source.name() + ": " + tally.shortly());
        }
    }

    private static Reading reading(LineReader line, LineParser parser) {
        if (line.isTooLong()) {
            return Reasons.TOO_LONG;
        }
        int last = line.end();
        while (last > line.start() && line.buffer()[last - 1] == ' ') {
            last--;
        }
        if (last == line.start()) {
            return line.hadNul() ? Reasons.ONLY_NUL : Reading.NOTHING;
        }
        return parser.read(line.buffer(), line.start(), line.end());
    }

    /** Looks for lines of a known format from the beginning on: a log may begin with any number of lines that are none. */
    private LineParser recognise(Source source, Stamp stamps) throws IOException {
        try (InputStream in = source.opener().open()) {
            byte[] start = in.readNBytes(2);
            checkEncoding(source, start);
            LineReader reader = new LineReader(new SequenceInputStream(new ByteArrayInputStream(start), in), _ -> {});
            FirstLines first = FirstLines.next(source.name(), reader);
            if (first.lines().isEmpty()) {
                throw new ImportException(source.name() + " has no line of text of at most 64 KiB");
            }
            ImportException refusal = null;
            for (FirstLines lines = first; !lines.lines().isEmpty(); lines = FirstLines.next(source.name(), reader)) {
                try {
                    LineParser parser = parser(lines, settings.of(source), stamps);
                    if (parser != null) {
                        return parser;
                    }
                } catch (ImportException e) {
                    refusal = refusal == null ? e : refusal;
                }
            }
            throw refusal == null ? unknown(first) : refusal;
        }
    }

    private @Nullable LineParser parser(FirstLines lines, ImportSettings how, Stamp stamps) {
        for (Format format : formats) {
            LineParser parser = format.open(lines, how, stamps);
            if (parser != null) {
                return parser;
            }
        }
        return null;
    }

    private ImportException unknown(FirstLines lines) {
        return new ImportException(lines.source() + " is in no format that is known; say which column holds what with"
                + " --columns t=COLUMN,download=COLUMN,… (keys: " + String.join(", ", Columns.keys(metrics))
                + "); its first line is: " + lines.shown());
    }

    private static void checkEncoding(Source source, byte[] start) {
        if (start.length == 0) {
            throw new ImportException(source.name() + " is empty");
        }
        int two = start.length < 2 ? 0 : (start[0] & 0xFF) << 8 | (start[1] & 0xFF);
        if (two == 0xFFFE || two == 0xFEFF) {
            throw new ImportException(source.name() + " is UTF-16 text; save it as UTF-8 first");
        }
        if (two == 0x1F8B) {
            throw new ImportException(source.name() + " is compressed; unpack it with gunzip first");
        }
    }
}
