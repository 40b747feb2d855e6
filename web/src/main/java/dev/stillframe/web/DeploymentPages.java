package dev.stillframe.web;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.publish.Pages;
import dev.stillframe.core.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a deployment: what its settings and the version of this program make of them. Nothing is read before something is asked
 * for, so that a command that publishes nothing starts without them. For use by any number of threads.
 */
public final class DeploymentPages implements Pages {
    private final Supplier<Pages> maker;
    private @Nullable Pages made;

    private DeploymentPages(Supplier<Pages> maker) {
        this.maker = maker;
    }

    /** The pages that a deployment publishes. */
    public static Pages of(Settings settings) {
        return shifted(settings, Duration.ZERO, "");
    }

    /**
     * The pages of a deployment whose clock is not the true one. They are not published: the next clock is another.
     *
     * @param offset how far its clock is ahead of the true time, negative when behind
     * @param line says so, behind the notice of the settings; empty for nothing
     */
    public static Pages shifted(Settings settings, Duration offset, String line) {
        String notice = (settings.notice() + " " + line).strip();
        PageSettings page = PageSettings.defaults(version()).simulated(notice, offset);
        return new DeploymentPages(
                () -> new StaticPages(page, settings.metrics(), settings.zone(), settings.thresholds()));
    }

    /** The same wherever the program runs: what one process publishes another verifies. */
    private static String version() {
        try (InputStream in = DeploymentPages.class.getResourceAsStream("version.txt")) {
            return new String(Objects.requireNonNull(in, "version.txt").readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the page's file version.txt can't be read", e);
        }
    }

    private synchronized Pages made() {
        Pages pages = made;
        if (pages == null) {
            pages = maker.get();
            made = pages;
        }
        return pages;
    }

    @Override
    public List<StoredObject> assets() {
        return made().assets();
    }

    @Override
    public List<StoredObject> of(Scope scope, Shown shown) {
        return made().of(scope, shown);
    }

    @Override
    public List<StoredObject> skeleton() {
        return made().skeleton();
    }
}
