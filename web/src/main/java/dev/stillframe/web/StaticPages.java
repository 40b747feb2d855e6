package dev.stillframe.web;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.Thresholds;
import dev.stillframe.core.model.Thresholds.Kind;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.publish.Pages;
import dev.stillframe.core.read.PageKeys;
import dev.stillframe.core.read.PageSecurity;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Renders page, frame and badge: what people see without a script, and what their scripts go on from. The same input gives the same
 * bytes, whatever the language and zone of the machine. For use by any number of threads.
 */
public final class StaticPages implements Pages {
    private static final String TEMPLATES = "dev/stillframe/web/";
    private static final int MOST_FIGURES = 3;
    private static final int LONGEST_LABEL = 40;

    private final PageSettings settings;
    private final Limits limits;
    private final Moments moments;
    private final WebResources resources = new WebResources();
    private final Messages messages = Messages.english();
    private final Mustache index;
    private final Mustache frame;
    private final Mustache badge;

    /**
     * Reads templates, texts and assets.
     *
     * @param zone the deployment's time zone, in which times are written
     * @throws IllegalStateException when a file is missing from the class path
     */
    public StaticPages(PageSettings settings, Metrics metrics, ZoneId zone, Thresholds thresholds) {
        this.settings = settings;
        this.limits = new Limits(metrics, thresholds);
        this.moments = new Moments(zone);
        DefaultMustacheFactory templates = new DefaultMustacheFactory();
        this.index = templates.compile(TEMPLATES + "index.mustache");
        this.frame = templates.compile(TEMPLATES + "frame.mustache");
        this.badge = templates.compile(TEMPLATES + "badge.mustache");
    }

    @Override
    public List<StoredObject> assets() {
        return resources.all();
    }

    /**
     * The frame and the badge of a scope, and for all hosts the page before them.
     *
     * @throws IllegalArgumentException when what is shown is no valid payload
     */
    @Override
    public List<StoredObject> of(Scope scope, Shown shown) {
        FirstView view = new FirstView(messages, limits, moments, scope, shown);
        First first = view.view();
        List<StoredObject> files = new ArrayList<>();
        if (scope.isAll()) {
            files.add(new StoredObject(PageKeys.INDEX, page(first), false));
        }
        String prefix = scope.keyPrefix();
        files.add(new StoredObject(prefix + PageKeys.FRAME, render(frame, frame(scope, shown, view, first)), false));
        files.add(new StoredObject(prefix + PageKeys.BADGE, render(badge, badge(scope, view, first)), false));
        return files;
    }

    @Override
    public List<StoredObject> skeleton() {
        return List.of(new StoredObject(PageKeys.INDEX, page(null), false));
    }

    private byte[] page(@Nullable First first) {
        return render(index, Page.of(settings, resources, messages, first));
    }

    private Frame frame(Scope scope, Shown shown, FirstView view, First first) {
        String root = scope.isAll() ? "./" : "../";
        boolean samples = shown.lastSampleAt() != Long.MIN_VALUE;
        return new Frame(
                name(scope),
                PageSecurity.OWN_ONLY,
                root + resources.prefix(),
                scope.isAll() ? root : root + "#scope=" + scope.name(),
                settings.clockOffset().toMillis(),
                shown.expiresAt(),
                samples ? shown.lastSampleAt() : null,
                samples ? moments.withZone(shown.lastSampleAt()) : null,
                view.lastFailed() ? messages.text("frame.lastFailed") : "",
                first.tiles().stream().limit(MOST_FIGURES).toList(),
                messages.nested(),
                first);
    }

    private Badge badge(Scope scope, FirstView view, First first) {
        Tile newest = view.newest();
        String label = PlainText.line(name(scope), LONGEST_LABEL);
        String text = text(view, newest);
        String at = first.lastSampleAtShown();
        String title = label + ": " + text + (at == null ? "" : ", " + messages.text("badge.newest", "time", at));
        return Badge.of(label, text, title, colour(view, newest));
    }

    private String text(FirstView view, @Nullable Tile newest) {
        if (view.lastFailed()) {
            return messages.text("badge.failed");
        }
        if (newest == null) {
            return messages.text("badge.none");
        }
        String value = PlainText.line(newest.number() + " " + newest.unit(), LONGEST_LABEL);
        boolean below = view.higherIsBetter();
        if (view.isWorse(Kind.MINIMUM)) {
            return value + ", " + messages.text(below ? "badge.belowMinimum" : "badge.aboveMaximum");
        }
        if (view.isWorse(Kind.PROMISED)) {
            return value + ", " + messages.text(below ? "badge.belowPromised" : "badge.abovePromised");
        }
        return value;
    }

    private static String colour(FirstView view, @Nullable Tile newest) {
        if (view.lastFailed() || view.isWorse(Kind.MINIMUM)) {
            return Badge.RED;
        }
        if (newest == null) {
            return Badge.GREY;
        }
        if (view.isWorse(Kind.PROMISED)) {
            return Badge.AMBER;
        }
        return view.isHeldTo(Kind.PROMISED) || view.isHeldTo(Kind.MINIMUM) ? Badge.GREEN : Badge.BLUE;
    }

    /** What a scope is called: a host by its name, all of them by the deployment's title. */
    private String name(Scope scope) {
        return scope.isAll() ? PlainText.of(settings.title()) : scope.name();
    }

    private static byte[] render(Mustache template, Object model) {
        StringWriter text = new StringWriter();
        template.execute(text, model);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
