package dev.stillframe.builder;

import dev.stillframe.aws.RequestCounter;
import dev.stillframe.aws.cloudwatch.EmbeddedMetrics;
import dev.stillframe.aws.cloudwatch.EmbeddedMetrics.Metric;
import dev.stillframe.aws.cloudwatch.EmbeddedMetrics.Unit;
import dev.stillframe.core.publish.BuildOutcome;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A line of the log for each build, with its metrics. */
final class BuildReport {
    private final EmbeddedMetrics metrics;
    private final RequestCounter counter;
    private final InstantSource clock;
    private long begun;

    BuildReport(EmbeddedMetrics metrics, RequestCounter counter, InstantSource clock) {
        this.metrics = metrics;
        this.counter = counter;
        this.clock = clock;
    }

    void begin() {
        begun = clock.millis();
        counter.reset();
    }

    void end(BuildOutcome outcome) {
        boolean failed = outcome instanceof BuildOutcome.Failed;
        List<Metric> values = new ArrayList<>(List.of(
                new Metric("BuildTime", Unit.FIELD, clock.millis() - begun),
                new Metric("Requests", Unit.FIELD, counter.total()),
                new Metric("BuildFailed", failed ? Unit.COUNT : Unit.FIELD, failed ? 1 : 0)));
        Map<String, String> facts = new TreeMap<>();
        facts.put("scope", outcome.scope().name());
        facts.put("outcome", outcome.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT));
        switch (outcome) {
            case BuildOutcome.Built built -> {
                values.add(new Metric("Written", Unit.FIELD, built.written()));
                values.add(new Metric("Confirmed", Unit.FIELD, built.renewed()));
                values.add(new Metric("Pages", Unit.FIELD, built.pages()));
                values.add(new Metric("Folded", Unit.FIELD, built.folded()));
                values.add(new Metric("PayloadBytes", Unit.FIELD, built.bytes()));
                if (!built.warning().isEmpty()) {
                    facts.put("warning", built.warning());
                }
            }
            case BuildOutcome.Failed failure -> facts.put("reason", failure.reason());
            case BuildOutcome.Unchanged unchanged -> {}
            case BuildOutcome.Busy busy -> {}
            case BuildOutcome.Superseded superseded -> {}
        }
        metrics.put(values, facts);
    }

    void problem(String what) {
        metrics.put(List.of(new Metric("Problems", Unit.COUNT, 1)), Map.of("problem", what));
    }
}
