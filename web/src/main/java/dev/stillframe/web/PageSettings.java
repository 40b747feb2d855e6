package dev.stillframe.web;

import dev.stillframe.core.model.Window;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two pages of the same program.
 *
 * @param title heading and window title; any text
 * @param version the program's version, shown at the foot; any text
 * @param window the window shown to somebody who has chosen none
 * @param notice a line above everything, such as that the data is simulated; null for none
 * @param clockOffset how far the deployment's clock is ahead of the true time, negative when behind. Zero but for a demo
 *     that plays old measurements; the page adds it to the browser's clock
 */
public record PageSettings(
        String title,
        String version,
        Window window,
        @Nullable String notice,
        Duration clockOffset) {

    /** A page called Stillframe that opens with one day. */
    public static PageSettings defaults(String version) {
        return new PageSettings("Stillframe", version, Window.D1, null, Duration.ZERO);
    }

    /** The same with a line above everything, and a clock that is ahead of the true time by an offset. */
    public PageSettings simulated(String line, Duration offset) {
        return new PageSettings(title, version, window, line, offset);
    }
}
