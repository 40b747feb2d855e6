package dev.stillframe.core.encode;

import dev.stillframe.core.calendar.Calendar;
import dev.stillframe.core.calendar.Mode;
import dev.stillframe.core.calendar.Period;
import dev.stillframe.core.coverage.Counts;
import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.Thresholds;
import dev.stillframe.core.model.Values;
import dev.stillframe.core.rollup.PeriodRow;
import dev.stillframe.core.rollup.Row;
import dev.stillframe.core.rollup.Rules;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * Writes rollups as JSON: a summary of one period, or a series of many. Field order and numbers are those of docs/FORMAT.md. Equal rows
 * give equal bytes: there is no time of the build in them.
 */
public final class RollupEncoder {
    private static final String[] BOUNDS = {"avg", "min", "max"};

    private final Scope scope;
    private final Metrics metrics;
    private final Thresholds thresholds;
    private final Calendar calendar;
    private final boolean declared;
    private final JsonBytes out = new JsonBytes();

    /** An encoder for a scope. Not for use by several threads. */
    public RollupEncoder(Scope scope, Metrics metrics, Rules rules) {
        this.scope = scope;
        this.metrics = metrics;
        this.thresholds = rules.thresholds();
        this.calendar = rules.calendar();
        this.declared = rules.declaredStep(scope) > 0;
    }

    private JsonBytes head(Mode mode) {
        return out.clear()
                .raw("{\"schema\":1,\"scope\":")
                .string(scope.name())
                .raw(",\"mode\":")
                .string(mode.label());
    }

    private void zone() {
        out.raw(",\"zone\":").string(calendar.zone().getId());
    }

    /** The summary of a period. */
    public byte[] summary(PeriodRow of) {
        Period period = of.period();
        Row row = of.row();
        String unit = period.mode().unit();
        head(period.mode()).raw(",\"" + unit + "\":").string(period.name());
        out.raw(",\"" + unit + "_start\":").string(start(of)).raw(",\"" + unit + "_end\":");
        out.string(end(of));
        zone();
        out.raw(",\"from\":").number(of.from()).raw(",\"to\":").number(of.to());
        out.raw(",\"status\":").string(of.open() ? "open" : "closed");
        out.raw(",\n\"records_aggregated\":").number(row.successes());
        out.raw(",\"failed\":").number(row.failures()).raw(",\"days\":").number(of.days());
        out.raw(",\"first_sample_at\":");
        Times.write(out, row.tests() == 0 ? Long.MIN_VALUE : row.first());
        out.raw(",\"last_sample_at\":");
        Times.write(out, row.last());
        for (int m = 0; m < metrics.size(); m++) {
            if (row.count(m) > 0) {
                metric(row, m);
            }
        }
        out.raw(",\n\"connection_types\":");
        names(row.connectionTypes().byFrequency());
        out.raw(",\"servers\":");
        names(row.servers().byFrequency());
        out.raw(",\"servers_cut\":").bool(row.servers().more());
        out.raw(",\n\"anomalies_count\":").number(row.worse(Thresholds.Kind.MINIMUM));
        for (Thresholds.Kind kind : Thresholds.Kind.values()) {
            out.raw(",\"" + kind.label() + "_judged\":").number(row.judged(kind));
            out.raw(",\"" + kind.label() + "_missed\":").number(row.worse(kind));
        }
        out.raw(",\"below_expected\":");
        below(of);
        out.raw(",\n\"expectedCount\":").number(of.expected()).raw(",\"observedCount\":");
        out.number(row.tests()).raw(",\"percentComplete\":");
        percent(of);
        return out.raw("}\n").toBytes();
    }

    private void metric(Row row, int m) {
        Metric metric = metrics.get(m);
        String name = metric.name();
        out.raw(",\n\"count_").raw(name).raw("\":").number(row.count(m));
        for (String bound : BOUNDS) {
            out.raw(",\"").raw(bound).raw("_").raw(name).raw("\":");
            value(row, m, bound);
        }
    }

    private JsonBytes value(Row row, int m, String bound) {
        if (row.count(m) == 0) {
            return out.raw("null");
        }
        Metric metric = metrics.get(m);
        return out.decimal(Rounding.published(metric, bound(row, m, bound), divisor(row, m, bound)), metric.decimals());
    }

    private static long bound(Row row, int m, String bound) {
        return switch (bound) {
            case "avg" -> row.sum(m);
            case "min" -> row.min(m);
            default -> row.max(m);
        };
    }

    private static long divisor(Row row, int m, String bound) {
        return bound.equals("avg") ? row.count(m) : 1;
    }

    private String start(PeriodRow of) {
        return of.period().mode() == Mode.HOURLY
                ? wall(of.from())
                : of.period().firstDay().toString();
    }

    private String end(PeriodRow of) {
        return of.period().mode() == Mode.HOURLY
                ? wall(of.to())
                : of.period().lastDay().toString();
    }

    private String wall(long t) {
        return Instant.ofEpochMilli(t)
                .atZone(calendar.zone())
                .toOffsetDateTime()
                .toString();
    }

    private void names(List<String> names) {
        out.raw("[");
        for (int i = 0; i < names.size(); i++) {
            out.raw(i == 0 ? "" : ",").string(names.get(i));
        }
        out.raw("]");
    }

    private void percent(PeriodRow of) {
        OptionalLong percent = Counts.percentComplete(of.row().tests(), of.expected());
        if (percent.isEmpty()) {
            out.raw("null");
        } else {
            out.decimal(percent.getAsLong(), 2);
        }
    }

    /** Whether an average is worse than what is normal for the host, or was promised; null where nothing is set. */
    private void below(PeriodRow of) {
        if (scope.isAll()) {
            out.raw("null");
            return;
        }
        Row row = of.row();
        long last = of.to() - 1;
        if (thresholds.expected(scope.name(), last).isEmpty()) {
            out.raw("null");
        } else {
            out.bool(thresholds.isBelowExpected(
                    scope.name(),
                    last,
                    m -> row.count(m) == 0 ? Values.ABSENT : Rounding.divide(row.sum(m), row.count(m))));
        }
    }

    /** A series of periods of one kind, in columns; every array has one entry a period, in the order given. */
    public byte[] series(Mode mode, List<PeriodRow> rows) {
        head(mode);
        zone();
        out.raw(",\"schedule\":");
        if (declared) {
            out.string("declared");
        } else {
            out.raw(rows.stream().anyMatch(r -> r.step() > 0) ? "\"learned\"" : "null");
        }
        out.raw(",\"periods\":").number(rows.size());
        out.raw(",\n\"period\":");
        column(rows, r -> out.string(r.period().name()));
        numbers("from", rows, PeriodRow::from);
        numbers("to", rows, PeriodRow::to);
        out.raw(",\n\"open\":");
        column(rows, r -> out.bool(r.open()));
        numbers("records", rows, r -> r.row().successes());
        numbers("failures", rows, r -> r.row().failures());
        numbers("days", rows, PeriodRow::days);
        numbers("firstAt", rows, r -> r.row().first());
        numbers("lastAt", rows, r -> r.row().last());
        numbers("anomalies", rows, r -> r.row().worse(Thresholds.Kind.MINIMUM));
        for (Thresholds.Kind kind : Thresholds.Kind.values()) {
            numbers(kind.label() + "_judged", rows, r -> r.row().judged(kind));
            numbers(kind.label() + "_missed", rows, r -> r.row().worse(kind));
        }
        out.raw(",\n\"below_expected\":");
        column(rows, this::below);
        numbers("stepMillis", rows, PeriodRow::step);
        numbers("expectedCount", rows, PeriodRow::expected);
        out.raw(",\n\"percentComplete\":");
        column(rows, this::percent);
        out.raw(",\n\"connection_types\":");
        column(rows, r -> names(r.row().connectionTypes().byFrequency()));
        out.raw(",\n\"metrics\":{");
        String comma = "\n";
        for (int m = 0; m < metrics.size(); m++) {
            int index = m;
            if (rows.stream().anyMatch(r -> r.row().count(index) > 0)) {
                out.raw(comma);
                metric(rows, m);
                comma = ",\n";
            }
        }
        return out.raw("}}\n").toBytes();
    }

    private void metric(List<PeriodRow> rows, int m) {
        Metric metric = metrics.get(m);
        out.string(metric.name()).raw(":{\"unit\":").string(metric.unit()).raw(",\"count\":");
        column(rows, r -> out.number(r.row().count(m)));
        for (String bound : BOUNDS) {
            out.raw(",\"").raw(bound).raw("\":");
            column(rows, r -> value(r.row(), m, bound));
        }
        out.raw("}");
    }

    private void numbers(String name, List<PeriodRow> rows, ToLongFunction<PeriodRow> value) {
        out.raw(",\n\"").raw(name).raw("\":");
        column(rows, r -> out.number(value.applyAsLong(r)));
    }

    private void column(List<PeriodRow> rows, Consumer<PeriodRow> write) {
        out.raw("[");
        for (int i = 0; i < rows.size(); i++) {
            if (i > 0) {
                out.comma();
            }
            write.accept(rows.get(i));
        }
        out.raw("]");
    }
}
