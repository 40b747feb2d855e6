package dev.stillframe.builder;

import dev.stillframe.aws.cloudwatch.EmbeddedMetrics;
import dev.stillframe.aws.cloudwatch.EmbeddedMetrics.Metric;
import dev.stillframe.aws.cloudwatch.EmbeddedMetrics.Unit;
import dev.stillframe.core.refresh.Refreshes;
import dev.stillframe.core.schedule.Rounds;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * A round of the schedule: sends the builds that are due, and ends refreshes that nobody follows up.
 *
 * @param rounds what finds the scopes
 * @param refreshes the builds that were asked for
 * @param metrics takes a line for each round
 * @param clock the present
 */
record ScheduledRound(Rounds rounds, Refreshes refreshes, EmbeddedMetrics metrics, InstantSource clock) {
    /**
     * Does it.
     *
     * @return how many builds were sent
     * @throws dev.stillframe.core.port.StoreException when a store fails; the next round does what is left
     */
    int run() {
        long start = clock.millis();
        int sent = rounds.round().size();
        refreshes.sweep();
        metrics.put(
                List.of(
                        new Metric("Sent", Unit.COUNT, sent),
                        new Metric("RoundTime", Unit.MILLISECONDS, clock.millis() - start)),
                Map.of());
        return sent;
    }
}
