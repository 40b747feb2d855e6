package dev.stillframe.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.Thresholds;
import dev.stillframe.core.model.Thresholds.Kind;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.publish.Pages.Shown;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StaticPagesTest {
    private static final Scope HOME = Scope.host("home");
    private static final Metrics METRICS =
            Metrics.builtInAnd(List.of(new Metric("temperature", "°C", 2, 1, -10_000, 10_000, Metric.Better.NEITHER)));
    private static final String EMOJI = "\uD83D\uDE00".repeat(512);
    private static final String HOSTILE = "<script>a</script>\"'&\u202E</text>\u0000 " + EMOJI;

    private final StaticPages pages = pages(ZoneOffset.UTC, Map.of());

    private static StaticPages pages(ZoneId zone, Map<String, Long> promised) {
        return new StaticPages(
                PageSettings.defaults("1"),
                METRICS,
                zone,
                Thresholds.NONE.with(Kind.PROMISED, Map.of("home", promised)));
    }

    private static Payloads line(String metric, String unit, double... values) {
        return Payloads.at(HOME, IntStream.range(0, values.length).toArray()).metric(metric, unit, values, 0.5);
    }

    /** Everything odd that a day can be. */
    static Stream<Shown> days() {
        int[] all = IntStream.range(0, 100).toArray();
        Payloads failed = Payloads.at(HOME, all);
        Arrays.stream(all).forEach(failed::failed);
        return Stream.of(
                        Payloads.at(HOME),
                        Payloads.at(HOME, 99).metric("download", "Mbit/s", new double[] {93.1}, 2),
                        Payloads.at(HOME, 0).failed(0),
                        failed,
                        Payloads.ordinary(HOME),
                        line("temperature", "°C", -8.5, -3, -0.25, 0),
                        line("download", "Mbit/s", 3e9, 3.9e9, 4e9),
                        line("download", "Mbit/s", 0.5, 0.5, 0.5),
                        line("ping", "ms", 1e-7, 2, 3),
                        line(HOSTILE, HOSTILE, 1, 2, 3))
                .map(Payloads::shown);
    }

    @Test
    void publishesThePageForAllHostsAloneAndFrameAndBadgeForEach() {
        assertThat(keys(pages.of(Scope.ALL, Payloads.ordinary(Scope.ALL).shown())))
                .containsExactlyElementsOf(pages.keys(Scope.ALL));
        assertThat(keys(pages.of(HOME, Payloads.ordinary(HOME).shown())))
                .containsExactlyElementsOf(pages.keys(HOME))
                .containsExactly("host=home/frame.html", "host=home/badge.svg");
        assertThat(keys(pages.skeleton())).containsExactly("index.html");
    }

    @Test
    void givesTheSameBytesInAnyLanguageAndZoneOfTheMachine() {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        Shown day = Payloads.ordinary(Scope.ALL).shown();
        List<String> here = texts(pages.of(Scope.ALL, day));
        try {
            for (String tag : List.of("ar-EG", "tr-TR", "de-DE", "hi-IN-u-nu-deva")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
                assertThat(texts(pages(ZoneOffset.UTC, Map.of()).of(Scope.ALL, day)))
                        .as(tag)
                        .isEqualTo(here);
            }
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @ParameterizedTest
    @MethodSource("days")
    void badgesAndDrawingsAreWellFormedWhateverTheDay(Shown day) throws Exception {
        String frame = text(pages.of(HOME, day), "host=home/frame.html");
        String badge = text(pages.of(HOME, day), "host=home/badge.svg");

        parse(badge);
        for (String drawing :
                all(frame, "(?s)(<svg class=\"first-chart.*?</svg>\\s*(?:<line[^>]*>\\s*)?<g.*?</svg>)")) {
            parse(drawing);
        }
        assertThat(frame).doesNotContain("NaN", "Infinity", "E-", "<script>a", "null");
        assertThat(frame.codePoints().filter(c -> c >= 0x202A && c <= 0x202E)).isEmpty();
        assertThat(badge).doesNotContain("NaN", "<script", "style=", "href");
    }

    @ParameterizedTest
    @MethodSource("days")
    void whatIsShownStaysSmall(Shown day) {
        for (StoredObject file : pages.of(HOME, day)) {
            int most = file.key().endsWith("svg") ? 1536 : 5 << 10;
            assertThat(gzip(file.body())).as(file.key()).hasSizeLessThan(most);
        }
    }

    @Test
    void aFullDayOfFiveMetricsFitsInAFewKilobytes() {
        byte[] page = body(pages.of(Scope.ALL, Payloads.ordinary(Scope.ALL).shown()), "index.html");

        assertThat(gzip(page)).hasSizeLessThan(9 << 10);
    }

    @Test
    void saysTheNewestNumbersInThePageItself() {
        String page = text(pages.of(Scope.ALL, Payloads.ordinary(Scope.ALL).shown()), "index.html");

        assertThat(page)
                .contains("<span class=\"number\">493.2</span> <span class=\"unit\" dir=\"auto\">Mbit/s</span>")
                .contains("396.4 to 561.1 Mbit/s · 93 tests, 3 failed")
                .contains("<time datetime=\"2025-12-29T08:15:00.123Z\">29 Dec 2025, 08:15 UTC</time>")
                .contains("29 Dec 2025, 08:10 UTC");
        assertThat(all(page, "(class=\"spark\")")).hasSize(5);
        assertThat(all(page, "aria-label=\"(Download from [^\"]*)\""))
                .containsExactly("Download from 28 Dec, 08:24 UTC to 29 Dec, 08:15 UTC. Newest average 493.2 Mbit/s. "
                        + "Lowest to highest 396.4 to 561.1 Mbit/s. 93 tests, 3 failed.");
    }

    @Test
    void writesTimesInTheZoneOfTheDeployment() {
        String page = text(
                pages(ZoneId.of("Asia/Kolkata"), Map.of())
                        .of(Scope.ALL, Payloads.ordinary(Scope.ALL).shown()),
                "index.html");

        assertThat(page).contains("29 Dec 2025, 13:45 UTC+5:30").contains(">15:00</text>", ">29 Dec</text>");
    }

    @Test
    void drawsSilencesFailedTestsAndThePromise() {
        String frame = text(
                pages(ZoneOffset.UTC, Map.of("download", 500_000L))
                        .of(HOME, Payloads.ordinary(HOME).shown()),
                "host=home/frame.html");

        assertThat(all(frame, "(<rect class=\"gap\")")).hasSize(1);
        assertThat(all(frame, "(<use )")).hasSize(3);
        assertThat(all(frame, "<line class=\"promised\" x1=\"0\" y1=\"([^\"]*)%\""))
                .containsExactly("16.67");
        assertThat(frame).contains("below promised 500");
        // The failed tests and the silence break the line, so that it is four.
        assertThat(all(frame, "<path class=\"line\" d=\"([^\"]*)\"").getFirst().split("M"))
                .hasSize(1 + 4);
    }

    @Test
    void drawsAPointThatStandsAloneAsADot() {
        String frame = text(
                pages.of(
                        HOME,
                        Payloads.at(HOME, 50)
                                .metric("ping", "ms", new double[] {12}, 2)
                                .shown()),
                "host=home/frame.html");

        assertThat(all(frame, "<path class=\"dots\" d=\"([^\"]*)\"")).containsExactly("M1001 200l0 0");
        assertThat(all(frame, "<path class=\"line\" d=\"([^\"]*)\"")).containsExactly("");
    }

    @Test
    void doesNotBeginAtZeroWhereValuesCanBeBelow() {
        String frame =
                text(pages.of(HOME, line("temperature", "°C", -8, -6, -4.5).shown()), "host=home/frame.html");

        assertThat(all(frame, "<text class=\"value[^>]*>([^<]*)<")).containsExactly("-10", "-8", "-6", "-4");
        assertThat(frame).contains("<b>-4.5</b> <bdi>°C</bdi>");
    }

    @Test
    void showsHostileTextsAsText() {
        StaticPages hostile = new StaticPages(
                new PageSettings(HOSTILE, HOSTILE, PageSettings.defaults("").window(), HOSTILE, Duration.ZERO),
                METRICS,
                ZoneOffset.UTC,
                Thresholds.NONE);

        List<StoredObject> files =
                hostile.of(Scope.ALL, Payloads.ordinary(Scope.ALL).shown());

        for (StoredObject file : files) {
            String text = new String(file.body(), StandardCharsets.UTF_8);
            assertThat(text).as(file.key()).contains("&lt;script&gt;a").doesNotContain("<script>a", "\u0000");
        }
        assertThat(text(files, "badge.svg")).hasSizeLessThan(2000).doesNotContain("\u202E");
    }

    @Test
    void theFrameNamesItsScopeAndWhereAllOfItIs() {
        String host = text(pages.of(HOME, Payloads.ordinary(HOME).shown()), "host=home/frame.html");
        String all = text(pages.of(Scope.ALL, Payloads.ordinary(Scope.ALL).shown()), "frame.html");

        assertThat(host)
                .contains("<a href=\"../#scope&#61;home\" target=\"_blank\" rel=\"noopener\"")
                .contains("<bdi>home</bdi>")
                .contains("data-expires-at=\"" + (Payloads.NOW + 360_000) + "\"");
        assertThat(all)
                .contains("<a href=\"./\" target=\"_blank\" rel=\"noopener\"")
                .contains("<bdi>Stillframe</bdi>");
        assertThat(all(host, "\\s(?:src|href)=\"(\\.[^\"#]*)\"")).allMatch(target -> target.startsWith("../"));
    }

    @Test
    void theFrameSaysThatTheLastTestFailed() {
        Payloads day = Payloads.at(HOME, 97, 98).metric("ping", "ms", new double[] {12, 0}, 2);
        Payloads failed = Payloads.at(HOME, 97, 98).failed(1).metric("ping", "ms", new double[] {12, 0}, 2);

        assertThat(text(pages.of(HOME, day.shown()), "host=home/frame.html")).doesNotContain("last test failed");
        assertThat(text(pages.of(HOME, failed.shown()), "host=home/frame.html")).contains("last test failed");
    }

    @Test
    void namesNothingThatIsNotPublished() {
        List<String> published = pages.assets().stream().map(StoredObject::key).toList();
        List<StoredObject> files =
                pages.of(Scope.ALL, Payloads.ordinary(Scope.ALL).shown());
        for (String key : List.of("index.html", "frame.html")) {
            List<String> named = all(text(files, key), "\\s(?:src|href)=\"(\\./app/[^\"]*)\"");
            assertThat(named).isNotEmpty().allSatisfy(n -> assertThat(published).contains(n.substring(2)));
        }
    }

    @Test
    void hasNoScriptStyleOrHandlerInline() {
        for (StoredObject file :
                pages.of(Scope.ALL, Payloads.ordinary(Scope.ALL).shown())) {
            String text = new String(file.body(), StandardCharsets.UTF_8);
            assertThat(all(text, "(<script(?![^>]*\\ssrc=)[^>]*>|<script[^>]*>[^<]+</script>)"))
                    .isEmpty();
            assertThat(all(text, "<[^>]*\\s(style|on[a-z]+)\\s*=")).isEmpty();
            assertThat(text).doesNotContain("<style", "javascript:");
        }
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static void parse(String xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> keys(List<StoredObject> files) {
        return files.stream().map(StoredObject::key).toList();
    }

    private static List<String> texts(List<StoredObject> files) {
        return files.stream()
                .map(f -> new String(f.body(), StandardCharsets.UTF_8))
                .toList();
    }

    private static byte[] body(List<StoredObject> files, String key) {
        return files.stream()
                .filter(f -> f.key().equals(key))
                .findFirst()
                .orElseThrow()
                .body();
    }

    private static String text(List<StoredObject> files, String key) {
        return new String(body(files, key), StandardCharsets.UTF_8);
    }

    private static List<String> all(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult m) -> m.group(1))
                .toList();
    }
}
