package dev.stillframe.aws.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.model.Cadence;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class EstimateTest {
    private static final Cadence REST = Cadence.resting(Duration.ofHours(6));
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    private final Estimate estimate = new Estimate(Numbers.prices(), Numbers.figures());

    private Bill bill(int hosts, Cadence rest) {
        return estimate.of(new Demand(hosts, FIVE_MINUTES, rest, Demand.USUAL_LOOKS, Demand.USUAL_VISITS));
    }

    @Test
    void a_hundred_hosts_that_rest_cost_at_most_25_dollars_a_month() {
        Bill bill = bill(100, REST);

        bill.lines()
                .forEach(line -> System.out.printf(
                        Locale.ROOT,
                        "%-26s %,16.1f %-11s %8.2f%n",
                        line.part(),
                        line.quantity(),
                        line.unit(),
                        line.dollars()));
        assertThat(bill.dollars()).isBetween(15.0, 25.0);
    }

    @Test
    void more_hosts_cost_more_and_each_of_them_less() {
        double before = 0;
        double each = Double.MAX_VALUE;
        for (int hosts : List.of(1, 10, 100, 1_000, 10_000)) {
            double resting = bill(hosts, REST).dollars();
            double restless = bill(hosts, Cadence.NONE).dollars();
            System.out.printf(
                    Locale.ROOT, "%,6d hosts: %,12.2f with rest, %,12.2f without%n", hosts, resting, restless);
            assertThat(resting).isGreaterThan(before).isLessThan(restless);
            assertThat(resting / hosts).isLessThan(each);
            before = resting;
            each = resting / hosts;
        }
    }

    @Test
    void whoever_looks_more_often_pays_more() {
        Demand usual = new Demand(100, FIVE_MINUTES, REST, 0.1, 100);

        assertThat(estimate.of(new Demand(100, FIVE_MINUTES, REST, 10, 100)).dollars())
                .isGreaterThan(estimate.of(usual).dollars());
        assertThat(estimate.of(new Demand(100, FIVE_MINUTES, REST, 0.1, 10_000)).dollars())
                .isGreaterThan(estimate.of(usual).dollars());
    }

    @Test
    void a_demand_outside_its_ranges_is_refused() {
        assertThatThrownBy(() -> new Demand(0, FIVE_MINUTES, REST, 0, 0)).hasMessageContaining("1 to 100000");
        assertThatThrownBy(() -> new Demand(1, Duration.ofSeconds(59), REST, 0, 0))
                .hasMessageContaining("1 minute to 1 day");
        assertThatThrownBy(() -> new Demand(1, FIVE_MINUTES, REST, Double.NaN, 0))
                .hasMessageContaining("0 to 96");
        assertThatThrownBy(() -> new Demand(1, FIVE_MINUTES, REST, 0, -1)).hasMessageContaining("less than none");
    }
}
