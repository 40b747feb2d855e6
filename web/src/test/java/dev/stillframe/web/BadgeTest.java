package dev.stillframe.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.Thresholds;
import dev.stillframe.core.model.Thresholds.Kind;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadgeTest {
    private static final Scope HOME = Scope.host("home");
    private static final Thresholds LIMITS = Thresholds.NONE
            .with(Kind.PROMISED, Map.of("home", Map.of("download", 100_000L, "ping", 20_000L)))
            .with(Kind.MINIMUM, Map.of("home", Map.of("download", 50_000L, "ping", 90_000L)));

    @Test
    void saysTheNewestValueAndOfWhenItIs() {
        String badge = badge(Thresholds.NONE, download(120, 93.1));

        assertThat(badge).contains(">93.1 Mbit/s</text>", ">home</text>", Badge.BLUE);
        assertThat(badge).contains("<title>home: 93.1 Mbit/s, newest sample 29 Dec 2025, 08:10 UTC</title>");
    }

    @Test
    void saysInWordsWhatItsColourSays() {
        assertThat(badge(LIMITS, download(10, 120))).contains(">120 Mbit/s</text>", Badge.GREEN);
        assertThat(badge(LIMITS, download(10, 93.1))).contains(">93.1 Mbit/s, below promised</text>", Badge.AMBER);
        assertThat(badge(LIMITS, download(10, 49))).contains(">49 Mbit/s, below minimum</text>", Badge.RED);
        assertThat(badge(LIMITS, ping(30))).contains(">30 ms, above promised</text>", Badge.AMBER);
        assertThat(badge(LIMITS, ping(91))).contains(">91 ms, above maximum</text>", Badge.RED);
    }

    @Test
    void saysWhenThereIsNothingOrTheTestFailed() {
        assertThat(badge(LIMITS, Payloads.at(HOME))).contains(">no data</text>", Badge.GREY);
        assertThat(badge(LIMITS, Payloads.at(HOME, 97, 98).failed(1).metric("ping", "ms", new double[] {1, 0}, 0)))
                .contains(">test failed</text>", Badge.RED)
                .doesNotContain("1 ms");
    }

    @Test
    void isAsWideAsItsWords() {
        assertThat(Badge.length("")).isZero();
        assertThat(Badge.length("iii")).isLessThan(Badge.length("WWW"));
        Badge badge = Badge.of("home", "93.1 Mbit/s", "", Badge.BLUE);
        assertThat(badge.width())
                .isEqualTo(badge.labelWidth() + badge.textWidth())
                .isBetween(90, 140);
        assertThat(badge.textX() + badge.textLength()).isLessThan(badge.width());
    }

    @ParameterizedTest
    @ValueSource(strings = {Badge.RED, Badge.AMBER, Badge.GREEN, Badge.BLUE, Badge.GREY, "#4a4a4a"})
    void whiteOnEachColourCanBeRead(String colour) {
        assertThat(1.05 / (luminance(colour) + 0.05)).isGreaterThan(4.5);
    }

    private static double luminance(String colour) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double c = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
            sum += weights[i] * (c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    private static Payloads download(double... values) {
        return Payloads.at(HOME, 98, 99).metric("download", "Mbit/s", values, 0);
    }

    private static Payloads ping(double value) {
        return Payloads.at(HOME, 99).metric("ping", "ms", new double[] {value}, 0);
    }

    private static String badge(Thresholds limits, Payloads day) {
        StaticPages pages = new StaticPages(PageSettings.defaults("1"), Metrics.BUILT_IN, ZoneOffset.UTC, limits);
        return new String(pages.of(HOME, day.shown()).getLast().body(), StandardCharsets.UTF_8);
    }
}
