package dev.stillframe.core.ingest;

import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Values;
import org.jspecify.annotations.Nullable;

/** Any file of separated values of which the user says which column holds what. */
final class NamedCsv implements Format {
    private final Metrics metrics;
    private final Columns columns;
    private final boolean guarded;

    NamedCsv(Metrics metrics, Columns columns) {
        this(metrics, columns, false);
    }

    private NamedCsv(Metrics metrics, Columns columns, boolean guarded) {
        this.metrics = metrics;
        this.columns = columns;
        this.guarded = guarded;
    }

    /** One whose texts are guarded by {@link FormulaGuard}. */
    static NamedCsv exported(Metrics metrics, Columns columns) {
        return new NamedCsv(metrics, columns, true);
    }

    @Override
    public LineParser open(FirstLines lines, ImportSettings settings, Stamp stamps) {
        return new Parser(Layout.find(columns, metrics, lines, stamps), metrics, settings, stamps, guarded);
    }

    private static final class Parser implements LineParser {
        private final Layout layout;
        private final @Nullable String host;
        private final Stamp stamps;
        private final Row row;
        private final LabelCache labels;
        private final boolean guarded;
        private final Factor[] factors;
        private final int fields;
        private boolean begun;

        Parser(Layout layout, Metrics metrics, ImportSettings settings, Stamp stamps, boolean guarded) {
            this.guarded = guarded;
            labels = new LabelCache(Columns.LABELS, guarded);
            this.layout = layout;
            this.host = settings.host();
            this.stamps = stamps;
            row = new Row(layout.delimiter());
            factors = new Factor[metrics.size()];
            for (int i = 0; i < factors.length; i++) {
                factors[i] = settings.units().of(metrics.get(i));
            }
            fields = layout.fields();
        }

        @Override
        public Reading read(byte[] line, int from, int to) {
            boolean first = !begun;
            begun = true;
            row.split(line, from, to);
            if (row.count() <= layout.t()) {
                return Reasons.NO_TIME;
            }
            long t = stamps.parse(line, row.start(layout.t()), row.end(layout.t()));
            if (t == Stamp.NONE) {
                return isHeader(first) ? Reading.NOTHING : Reasons.NO_TIME;
            }
            if (row.isTorn()) {
                return Reasons.OPEN_QUOTE;
            }
            // A time and nothing else is how some loggers note a test that gave no answer.
            if (row.count() < fields && !row.isEmptyBut(layout.t())) {
                return Reasons.TORN;
            }
            long[] values = new long[factors.length];
            for (int i = 0; i < values.length; i++) {
                int column = layout.metrics()[i];
                values[i] = isGiven(column)
                        ? Decimal.parse(line, row.start(column), row.end(column), factors[i])
                        : Values.ABSENT;
            }
            String error = isGiven(layout.error()) ? error() : null;
            String named = isGiven(layout.host()) ? row.text(layout.host(), Sample.MAX_TEXT) : host;
            labels.begin();
            for (int i = 0; i < layout.labels().length; i++) {
                if (isGiven(layout.labels()[i])) {
                    labels.add(i, row, layout.labels()[i]);
                }
            }
            return new Reading.Found(new RawSample(named, t, values, error, labels.labels()));
        }

        private String error() {
            return guarded
                    ? FormulaGuard.plain(row.text(layout.error(), Sample.MAX_TEXT + 1))
                    : row.text(layout.error(), Sample.MAX_TEXT);
        }

        @Override
        public boolean namesHosts() {
            return layout.host() >= 0;
        }

        private boolean isGiven(int column) {
            return column >= 0 && column < row.count() && !row.isEmpty(column);
        }

        /** Whether the line repeats the header's name of the time, or is the first line where columns go by number. */
        private boolean isHeader(boolean first) {
            return layout.headerTime() == null
                    ? first
                    : row.text(layout.t(), Sample.MAX_TEXT).equals(layout.headerTime());
        }
    }
}
