package dev.stillframe.core.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Metrics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DirectoryTest {
    private static String thresholds(Map<String, Map<String, Long>> promised, Map<String, Map<String, Long>> minimum) {
        byte[] body =
                Directory.config(Metrics.BUILT_IN, "UTC", promised, minimum).body();
        String json = new String(body, StandardCharsets.UTF_8);
        return json.substring(json.indexOf("\"thresholds\":"));
    }

    @Test
    void a_host_has_the_groups_that_are_declared_for_it() {
        assertThat(thresholds(
                        Map.of(
                                "home",
                                Map.of("upload", 37_500L, "download", 100_000L),
                                "office",
                                Map.of("ping", 20_000L)),
                        Map.of("home", Map.of("download", 50_000L), "cabin", Map.of("ping", 80_500L))))
                .isEqualTo("""
                        "thresholds":{
                        "cabin":{"minimum":{"ping":80.5}},
                        "home":{"promised":{"download":100,"upload":37.5},"minimum":{"download":50}},
                        "office":{"promised":{"ping":20}}}}
                        """);
    }

    @Test
    void without_any_there_is_an_empty_object() {
        assertThat(thresholds(Map.of(), Map.of())).isEqualTo("\"thresholds\":{}}\n");
    }
}
