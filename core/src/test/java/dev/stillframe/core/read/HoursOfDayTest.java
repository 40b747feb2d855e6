package dev.stillframe.core.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.encode.RollupSeries;
import dev.stillframe.core.model.Metrics;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HoursOfDayTest {
    private static List<RollupSeries.Row> rows(String periods) {
        String json = """
                {"mode":"hourly","periods":3,"period":%s,"from":[1,2,3],"to":[2,3,4],"open":[false,false,true],
                 "records":[3,1,0],"failures":[0,1,2],"days":[1,1,1],"firstAt":[1,2,3],"lastAt":[1,2,3],"stepMillis":[0,0,0],
                 "promised_judged":[3,2,0],"promised_missed":[1,2,0],"connection_types":[[],[],[]],
                 "metrics":{"download":{"unit":"Mbit/s","count":[3,1,0],"avg":[10.01,20,null],"min":[1,1,null],"max":[2,2,null]}}}
                """.formatted(periods);
        return RollupSeries.parse(json.getBytes(StandardCharsets.UTF_8)).rows();
    }

    @Test
    void the_same_hour_of_many_days_is_added_up_with_averages_by_their_counts() {
        HoursOfDay hours = new HoursOfDay(Metrics.BUILT_IN);
        rows("[\"2025030107\",\"2025030207\",\"2025030223\"]").forEach(hours::add);
        List<HoursOfDay.Hour> all = hours.hours();

        assertThat(all).hasSize(24);
        HoursOfDay.Hour seven = all.get(7);
        assertThat(seven.averages().getFirst())
                .as("(3 * 10.01 + 20) / 4, rounded half up")
                .isEqualTo(Optional.of(new BigDecimal("12.51")));
        assertThat(List.of(seven.tests(), seven.failed(), seven.judged(), seven.missed()))
                .containsExactly(5L, 1L, 5L, 3L);
        assertThat(seven.days()).isEqualTo(2);
        HoursOfDay.Hour last = all.getLast();
        assertThat(last.tests()).isEqualTo(2);
        assertThat(last.averages()).allMatch(Optional::isEmpty);
        assertThat(all.getFirst().tests()).isZero();
    }

    @Test
    void what_is_no_hour_is_refused() {
        HoursOfDay hours = new HoursOfDay(Metrics.BUILT_IN);
        assertThatThrownBy(
                        () -> rows("[\"20250301\",\"20250302\",\"20250303\"]").forEach(hours::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("20250301");
    }
}
