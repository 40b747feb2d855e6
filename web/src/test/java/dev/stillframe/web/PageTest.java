package dev.stillframe.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Thresholds;
import dev.stillframe.core.model.Window;
import dev.stillframe.core.read.PageSecurity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PageTest {
    private static final PageSettings SETTINGS = PageSettings.defaults("1.2.3");

    @Test
    void offersTheWindowsAndGranularitiesOfTheEnums() {
        String html = page(SETTINGS);

        assertThat(values(html, "window"))
                .isEqualTo(Window.ALL.stream().map(Window::label).toList());
        assertThat(all(html, "<option value=\"(\\d+)\">"))
                .isEqualTo(Granularity.ALL.stream().map(Granularity::toString).toList());
        for (Window window : Window.ALL) {
            assertThat(html).contains("data-span-millis=\"" + window.spanMillis() + "\"");
        }
    }

    @Test
    void saysWindowsInWords() {
        assertThat(all(page(SETTINGS), "data-t=\"window\\.[0-9]+[hdm]\">([^<]+)<"))
                .containsExactly("1 hour", "10 hours", "1 day", "10 days", "3 months", "12 months");
    }

    @Test
    void checksTheDefaultWindowAndNoOther() {
        PageSettings settings = new PageSettings("T", "1", Window.M3, SETTINGS.notice(), SETTINGS.clockOffset());

        List<String> checked = all(page(settings), "value=\"([^\"]+)\"[^>]* checked");

        assertThat(checked).containsExactly("3m");
    }

    @Test
    void isTheSameEachTime() {
        assertThat(page(SETTINGS)).isEqualTo(page(SETTINGS));
    }

    @Test
    void showsHostileTextsAsText() {
        PageSettings hostile = new PageSettings("<script>a</script>", "\"'><b>", Window.H1, "<i>&", Duration.ZERO);

        String html = page(hostile);

        assertThat(html).doesNotContain("<script>a", "\"'><b>", "<i>");
        assertThat(html).contains("&lt;script&gt;a", "&lt;i&gt;&amp;");
    }

    @Test
    void hasABannerOnlyWhenThereIsANotice() {
        assertThat(page(SETTINGS)).doesNotContain("class=\"banner\"");
        assertThat(page(SETTINGS.simulated("Simulated data", Duration.ZERO)))
                .contains("<p class=\"banner\" dir=\"auto\">Simulated data</p>");
    }

    @Test
    void tellsItsScriptsHowFarTheClockIsOff() {
        assertThat(page(SETTINGS)).contains("data-clock-offset-millis=\"0\"");
        assertThat(page(SETTINGS.simulated("Old data", Duration.ofDays(-400))))
                .contains("data-clock-offset-millis=\"-34560000000\"");
    }

    @Test
    void hasNoScriptStyleOrHandlerInline() {
        String html = page(SETTINGS.simulated("Simulated data", Duration.ZERO));

        assertThat(all(html, "(<script(?![^>]*\\ssrc=)[^>]*>)")).isEmpty();
        assertThat(all(html, "(<script[^>]*>[^<]+</script>)")).isEmpty();
        assertThat(html).doesNotContain("<style", "javascript:");
        assertThat(all(html, "<[^>]*\\s(style|on[a-z]+)\\s*=")).isEmpty();
    }

    @Test
    void statesThePolicyThatItKeeps() {
        String policy = all(page(SETTINGS), "Content-Security-Policy\" content=\"([^\"]+)\"")
                .getFirst()
                .replace("&#39;", "'");

        assertThat(policy).isEqualTo(PageSecurity.OWN_ONLY).startsWith("default-src 'self'");
        assertThat(policy).doesNotContain("unsafe", "http", "data:");
    }

    @Test
    void namesNothingOutsideItsFolder() {
        assertThat(all(page(SETTINGS), "\\s(?:src|href)=\"([^\"]*)\""))
                .isNotEmpty()
                .allMatch(target -> target.startsWith("./app/") || target.startsWith("#"));
    }

    private static String page(PageSettings settings) {
        StaticPages pages = new StaticPages(settings, Metrics.BUILT_IN, ZoneOffset.UTC, Thresholds.NONE);
        return new String(pages.skeleton().getFirst().body(), StandardCharsets.UTF_8);
    }

    private static List<String> values(String html, String radio) {
        return all(html, "name=\"" + radio + "\" value=\"([^\"]+)\"");
    }

    private static List<String> all(String html, String pattern) {
        return Pattern.compile(pattern)
                .matcher(html)
                .results()
                .map((MatchResult m) -> m.group(1))
                .toList();
    }
}
