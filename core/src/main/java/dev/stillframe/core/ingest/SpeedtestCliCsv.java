package dev.stillframe.core.ingest;

import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Values;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code speedtest-cli --csv} prints, with or without its header line: server ID, sponsor, server name, timestamp,
 * distance, ping (ms), download and upload (bit/s), and in later versions a share link and an address, which are not kept.
 * Where the quotes around a name with a comma were lost a line has more fields, so a record is read from its timestamp on.
 */
final class SpeedtestCliCsv implements Format {
    private static final byte[] HEADER_START = "Server ID".getBytes(StandardCharsets.US_ASCII);
    private static final List<String> HEADER =
            List.of("Server ID", "Sponsor", "Server Name", "Timestamp", "Distance", "Ping", "Download", "Upload");
    private static final int SHORTEST_STAMP = "2020-01-01T00:00".length();
    /** Distance, ping, download, upload. */
    private static final int AFTER_STAMP = 4;

    private final Metrics metrics;

    SpeedtestCliCsv(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public @Nullable LineParser open(FirstLines lines, ImportSettings settings, Stamp stamps) {
        for (byte[] line : lines.lines()) {
            for (byte delimiter : Row.DELIMITERS) {
                Row row = new Row(delimiter);
                row.split(line, 0, line.length);
                if (isHeader(row) || isRecord(row, stamps)) {
                    return new Parser(metrics, settings.host(), row, stamps);
                }
            }
        }
        return null;
    }

    private static boolean isHeader(Row row) {
        return row.count() >= HEADER.size()
                && row.texts(HEADER_START.length + 2).subList(0, HEADER.size()).equals(HEADER);
    }

    private static boolean isRecord(Row row, Stamp stamps) {
        int at = stampField(row, stamps);
        if (row.isTorn() || at < 3 || at + AFTER_STAMP >= row.count() || row.isEmpty(0)) {
            return false;
        }
        boolean numbers = isNumber(row, 0);
        for (int i = at + 1; i <= at + AFTER_STAMP; i++) {
            numbers &= isNumber(row, i);
        }
        return numbers;
    }

    private static boolean isNumber(Row row, int field) {
        return Decimal.parse(row.line(), row.start(field), row.end(field), Factor.ONE) != Decimal.NOT_A_NUMBER;
    }

    /** The field of the timestamp, or -1. The server ID, which could look like seconds since 1970, is not asked. */
    private static int stampField(Row row, Stamp stamps) {
        for (int i = 1; i < row.count(); i++) {
            if (row.end(i) - row.start(i) >= SHORTEST_STAMP
                    && row.line()[row.start(i) + 4] == '-'
                    && stamps.parse(row.line(), row.start(i), row.end(i)) != Stamp.NONE) {
                return i;
            }
        }
        return -1;
    }

    private static final class Parser implements LineParser {
        private static final Factor BITS = new Factor(1, 0);

        private final @Nullable String host;
        private final Row row;
        private final Stamp stamps;
        private final LabelCache labels = new LabelCache(List.of("server"));
        private final int metricCount;
        private final int[] indexes = new int[3];
        private final Factor[] factors = {BITS, BITS, BITS};

        Parser(Metrics metrics, @Nullable String host, Row row, Stamp stamps) {
            this.host = host;
            this.row = row;
            this.stamps = stamps;
            metricCount = metrics.size();
            List<String> names = List.of("ping", "download", "upload");
            for (int i = 0; i < indexes.length; i++) {
                indexes[i] = metrics.indexOf(names.get(i));
                factors[i] = Unit.factor(metrics.get(indexes[i]), i == 0 ? "ms" : "bit/s");
            }
        }

        @Override
        public Reading read(byte[] line, int from, int to) {
            row.split(line, from, to);
            int at = stampField(row, stamps);
            if (row.isTorn() && isNumber(row, 0)) {
                return Reasons.OPEN_QUOTE;
            }
            if (at < 0) {
                return isHeaderLine(line) ? Reading.NOTHING : Reasons.NO_TIME;
            }
            if (at + AFTER_STAMP >= row.count()) {
                return Reasons.TORN;
            }
            long t = stamps.parse(line, row.start(at), row.end(at));
            long[] values = new long[metricCount];
            Arrays.fill(values, Values.ABSENT);
            for (int i = 0; i < indexes.length; i++) {
                int field = at + 2 + i;
                if (!row.isEmpty(field)) {
                    values[indexes[i]] = Decimal.parse(line, row.start(field), row.end(field), factors[i]);
                }
            }
            labels.begin();
            labels.join(0, row, Math.min(1, at), at);
            return new Reading.Found(new RawSample(host, t, values, null, labels.labels()));
        }

        private boolean isHeaderLine(byte[] line) {
            int start = row.start(0);
            return row.end(0) - start == HEADER_START.length
                    && Arrays.equals(line, start, row.end(0), HEADER_START, 0, HEADER_START.length);
        }

        @Override
        public boolean namesHosts() {
            return false;
        }
    }
}
