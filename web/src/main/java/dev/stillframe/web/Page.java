package dev.stillframe.web;

import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Window;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the template of the page sees.
 *
 * @param assets what the addresses of its files begin with, such as {@code ./app/3f2a9c01d4e5/}
 * @param preloads addresses of modules that are needed at once
 * @param zone name of the deployment's time zone, in which times are written
 * @param t texts
 * @param first the first view; null for the page without data, that its scripts fill
 */
record Page(
        String title,
        String version,
        String policy,
        String assets,
        List<String> preloads,
        @Nullable String notice,
        long clockOffsetMillis,
        List<WindowChoice> windows,
        List<GranularityChoice> granularities,
        String zone,
        Map<String, Object> t,
        @Nullable First first) {
    /**
     * The {@code Content-Security-Policy} that pages keep to. It stands in each itself; a server may send it as a header too, and may
     * then add {@code frame-ancestors}, which only a header can say.
     */
    static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'none'";

    /** A page of settings. */
    static Page of(
            PageSettings settings, ZoneId zone, WebResources resources, Messages messages, @Nullable First first) {
        String assets = "./" + resources.prefix();
        String notice = settings.notice();
        return new Page(
                PlainText.of(settings.title()),
                PlainText.of(settings.version()),
                CONTENT_SECURITY_POLICY,
                assets,
                resources.preloads().stream().map(name -> assets + name).toList(),
                notice == null || notice.isEmpty() ? null : PlainText.of(notice),
                settings.clockOffset().toMillis(),
                Window.ALL.stream()
                        .map(w -> new WindowChoice(w.label(), spoken(w), w.spanMillis(), w == settings.window()))
                        .toList(),
                Granularity.ALL.stream()
                        .map(g -> new GranularityChoice(g.points(), g == settings.granularity()))
                        .toList(),
                zone.getId(),
                messages.nested(),
                first);
    }

    /** A window in words: {@code 10 hours}, {@code 1 day}, {@code 3 months}. */
    static String spoken(Window window) {
        String label = window.label();
        String number = label.substring(0, label.length() - 1);
        String unit = switch (label.charAt(label.length() - 1)) {
            case 'h' -> "hour";
            case 'd' -> "day";
            case 'm' -> "month";
            default -> throw new IllegalStateException("window " + label + " has a unit without a word");
        };
        return number + " " + unit + (number.equals("1") ? "" : "s");
    }

    record WindowChoice(String label, String words, long spanMillis, boolean chosen) {}

    record GranularityChoice(int points, boolean chosen) {}
}
