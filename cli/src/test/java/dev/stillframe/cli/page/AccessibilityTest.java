package dev.stillframe.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No view breaks a rule of WCAG 2 A or AA that a program can check. */
class AccessibilityTest extends PageTest {
    private static final String AXE = axe();

    private static final String RUN = """
            const done = arguments[0];
            axe.run(document, {
              runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
              resultTypes: ['violations'],
            }).then(
              ({ violations }) => done(violations.flatMap((v) => v.nodes.map((n) =>
                `${v.id}: ${n.target.join(' ')}: ${n.html.slice(0, 120)} (${n.failureSummary.split('\\n').slice(1).join(';').trim()})`))),
              (error) => done([String(error)]));
            """;

    private static String axe() {
        try (var in = AccessibilityTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with what can be seen. */
    @SuppressWarnings("unchecked")
    static List<String> violations(Tab tab) {
        tab.js(AXE);
        return (List<String>) tab.jsLater(RUN);
    }

    @ParameterizedTest
    @CsvSource({
        "light, ''",
        "dark, ''",
        "light, #scope=home-fibre&window=10d",
        "dark, '#scope=home-fibre,office-cable&metric=ping'",
        "light, '#scope=home-fibre,office-cable,cabin-lte&mode=daily'",
        "dark, #mode=monthly&lang=de",
        "light, #scope=home-fibre&panel=heat",
        "dark, #scope=home-fibre&panel=heat",
        "light, #scope=home-fibre&panel=coverage&day=2025-12-28",
        "dark, #scope=home-fibre&panel=coverage&day=2025-12-28",
    })
    void aViewKeepsNobodyOut(String theme, String hash) {
        tab.theme(theme).open(quarter().url("/" + hash));
        tab.until(
                "something to see",
                "return document.querySelector('#cursor:not([hidden]), #view-heat:not([hidden])"
                        + " section div *, #view-coverage:not([hidden]) section div *') !== null");
        if (!hash.contains("panel=")) {
            tab.click("#table-box > summary");
            tab.sees("#table table");
        }
        assertThat(violations(tab)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"light, 1280", "dark, 360"})
    void whatIsReadableWithoutScriptsKeepsNobodyOut(String theme, int width) {
        tab.size(width, 800).theme(theme).open(quarter().url("/?async=0"));
        ChoicesTest.drawn(tab);
        tab.hover("#cursor", 0.5);
        assertThat(violations(tab)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"light, frame.html", "dark, host=home-fibre/frame.html"})
    void theFrameKeepsNobodyOut(String theme, String frame) {
        tab.size(480, 300).theme(theme).open(quarter().url("/" + frame));
        tab.sees("dl");
        assertThat(violations(tab)).isEmpty();
    }
}
