package dev.stillframe.aws.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.testkit.ManualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbeddedMetricsTest {
    private final List<String> lines = new ArrayList<>();
    private final EmbeddedMetrics metrics =
            new EmbeddedMetrics("home", "builder", new ManualClock(1_767_000_000_000L), lines::add);

    @Test
    void a_line_is_as_the_specification_says() {
        metrics.put(
                List.of(
                        new EmbeddedMetrics.Metric("BuildTime", EmbeddedMetrics.Unit.MILLISECONDS, 812),
                        new EmbeddedMetrics.Metric("Written", EmbeddedMetrics.Unit.COUNT, 24)),
                Map.of("scope", "all"));

        assertThat(lines)
                .containsExactly(
                        "{\"_aws\":{\"Timestamp\":1767000000000,\"CloudWatchMetrics\":[{\"Namespace\":\"Stillframe\","
                                + "\"Dimensions\":[[\"Deployment\",\"Function\"]],\"Metrics\":[{\"Name\":\"BuildTime\",\"Unit\":"
                                + "\"Milliseconds\"},{\"Name\":\"Written\",\"Unit\":\"Count\"}]}]},\"Deployment\":\"home\","
                                + "\"Function\":\"builder\",\"BuildTime\":812,\"Written\":24,\"scope\":\"all\"}");
    }

    @Test
    void numbers_that_are_fields_only_make_no_metric() {
        metrics.put(List.of(new EmbeddedMetrics.Metric("Sent", EmbeddedMetrics.Unit.FIELD, 3)), Map.of());

        assertThat(lines).containsExactly("{\"Deployment\":\"home\",\"Function\":\"builder\",\"Sent\":3}");
    }

    @Test
    void hostile_texts_stay_within_their_line() {
        metrics.put(List.of(), Map.of("path", "/\n\"}{\u001b[31m" + "x".repeat(5_000)));

        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst()).doesNotContain("\n", "\u001b").hasSizeLessThan(1_500);
    }
}
