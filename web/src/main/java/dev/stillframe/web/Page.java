package dev.stillframe.web;

import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Window;
import dev.stillframe.core.read.PageSecurity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the template of the page sees.
 *
 * @param assets what the addresses of its files begin with, such as {@code ./app/3f2a9c01d4e5/}
 * @param preloads addresses of modules that are needed at once
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
        Map<String, Object> t,
        @Nullable First first) {
    /** A page of settings. */
    static Page of(PageSettings settings, WebResources resources, Messages messages, @Nullable First first) {
        String assets = "./" + resources.prefix();
        String notice = settings.notice();
        return new Page(
                PlainText.of(settings.title()),
                PlainText.of(settings.version()),
                PageSecurity.OWN_ONLY,
                assets,
                resources.preloads().stream().map(name -> assets + name).toList(),
                notice == null || notice.isEmpty() ? null : PlainText.of(notice),
                settings.clockOffset().toMillis(),
                Window.ALL.stream()
                        .map(w -> new WindowChoice(
                                w.label(),
                                messages.text("window." + w.label()),
                                w.spanMillis(),
                                w == settings.window()))
                        .toList(),
                Granularity.ALL.stream()
                        .map(g -> new GranularityChoice(g.points()))
                        .toList(),
                messages.nested(),
                first);
    }

    record WindowChoice(String label, String words, long spanMillis, boolean chosen) {}

    record GranularityChoice(int points) {}
}
