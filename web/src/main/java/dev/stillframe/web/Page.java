package dev.stillframe.web;

import com.github.mustachejava.DefaultMustacheFactory;
import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Window;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one page, rendered from its template. All that it shows of measurements is fetched by its scripts. */
public final class Page {
    /**
     * The {@code Content-Security-Policy} that the page keeps to. It stands in the page itself; a server may send it as
     * a header too, and should then add {@code frame-ancestors}, which only a header can say.
     */
    public static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'none'";

    private static final String TEMPLATE = "dev/stillframe/web/index.mustache";

    private Page() {}

    /** The HTML of the page. The same settings give the same text. */
    public static String render(PageSettings settings) {
        List<WindowChoice> windows = Window.ALL.stream()
                .map(w -> new WindowChoice(w.label(), spoken(w), w.spanMillis(), w == settings.window()))
                .toList();
        List<GranularityChoice> granularities = Granularity.ALL.stream()
                .map(g -> new GranularityChoice(g.points(), g == settings.granularity()))
                .toList();
        Model model = new Model(
                settings.title(),
                settings.version(),
                CONTENT_SECURITY_POLICY,
                settings.notice(),
                settings.clockOffset().toMillis(),
                windows,
                granularities);
        StringWriter html = new StringWriter();
        new DefaultMustacheFactory().compile(TEMPLATE).execute(html, model);
        return html.toString();
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

    /** What the template sees. */
    private record Model(
            String title,
            String version,
            String policy,
            @Nullable String notice,
            long clockOffsetMillis,
            List<WindowChoice> windows,
            List<GranularityChoice> granularities) {}

    private record WindowChoice(String label, String words, long spanMillis, boolean chosen) {}

    private record GranularityChoice(int points, boolean chosen) {}
}
