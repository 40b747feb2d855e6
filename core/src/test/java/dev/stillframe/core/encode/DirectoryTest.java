package dev.stillframe.core.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Thresholds;
import dev.stillframe.core.model.Thresholds.Kind;
import dev.stillframe.core.model.Thresholds.Limit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DirectoryTest {
    private static String thresholds(Thresholds thresholds) {
        byte[] body = Directory.config(Metrics.BUILT_IN, "UTC", thresholds, "").body();
        String json = new String(body, StandardCharsets.UTF_8);
        return json.substring(json.indexOf("\"thresholds\":"));
    }

    @Test
    void a_host_has_the_groups_that_are_declared_for_it() {
        assertThat(thresholds(Thresholds.NONE
                        .with(
                                Kind.PROMISED,
                                Map.of(
                                        "home",
                                        Map.of("upload", 37_500L, "download", 100_000L),
                                        "office",
                                        Map.of("ping", 20_000L)))
                        .with(Kind.NORMAL, Map.of("home", Map.of("download", 90_000L)))
                        .with(
                                Kind.MINIMUM,
                                Map.of("home", Map.of("download", 50_000L), "cabin", Map.of("ping", 80_500L)))))
                .isEqualTo("""
                        "thresholds":{
                        "cabin":{"minimum":{"ping":80.5}},
                        "home":{"promised":{"download":100,"upload":37.5},"normal":{"download":90},"minimum":{"download":50}},
                        "office":{"promised":{"ping":20}}}}
                        """);
    }

    @Test
    void what_changed_or_began_has_a_history() {
        assertThat(thresholds(new Thresholds(
                        Metrics.BUILT_IN,
                        Map.of(
                                Kind.PROMISED,
                                Map.of("home", List.of(Limit.always(Map.of("download", 100_000L)))),
                                Kind.NORMAL,
                                Map.of(
                                        "home",
                                        List.of(
                                                Limit.always(Map.of("download", 90_000L)),
                                                new Limit(1_766_996_098_001L, Map.of("upload", 5L)))),
                                Kind.MINIMUM,
                                Map.of("home", List.of(new Limit(0, Map.of())))))))
                .isEqualTo("""
                        "thresholds":{
                        "home":{"promised":{"download":100},"normal":{"upload":0.005},"minimum":{},
                        "history":{"normal":[
                        {"from":null,"values":{"download":90}},
                        {"from":"2025-12-29T08:14:58.001Z","values":{"upload":0.005}}],"minimum":[
                        {"from":"1970-01-01T00:00:00Z","values":{}}]}}}}
                        """);
    }

    @Test
    void without_any_there_is_an_empty_object() {
        assertThat(thresholds(Thresholds.NONE)).isEqualTo("\"thresholds\":{}}\n");
    }
}
