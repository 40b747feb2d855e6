package dev.stillframe.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A test of the page. Each has a tab of its own, whose clock stands 40 seconds after the build, and fails when anything went wrong
 * in it that it did not expect.
 */
@NeedsBrowser
abstract class PageTest {
    static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static Browser browser;

    /** The tab of this test. */
    Tab tab;

    private final Deque<AutoCloseable> closed = new ArrayDeque<>();

    @RegisterExtension
    final Watch watch = new Watch();

    /** Opens the one browser, which is closed at the end of the run, and keeps a picture of what a failed test saw. */
    final class Watch implements BeforeEachCallback, AfterTestExecutionCallback {
        @Override
        public void beforeEach(ExtensionContext context) {
            browser = context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(Browser.class, key -> new Browser(), Browser.class);
        }

        @Override
        public void afterTestExecution(ExtensionContext context) {
            if (context.getExecutionException().isPresent() && tab != null) {
                String name = context.getRequiredTestClass().getSimpleName() + "."
                        + context.getRequiredTestMethod().getName();
                tab.picture(SCREENSHOTS.resolve("failed").resolve(name + ".png"));
                System.err.println(name + " saw: " + tab.wrongs());
            }
        }
    }

    @BeforeEach
    void openTab() {
        tab = browser.tab().at(World.NOW.plus(Duration.ofSeconds(40)));
    }

    /** Closes something after the tab, the last first. */
    <T extends AutoCloseable> T closes(T resource) {
        closed.push(resource);
        return resource;
    }

    @AfterEach
    void nothingWentWrong() throws Exception {
        try (Tab closing = tab) {
            assertThat(closing.wrongs()).as("what went wrong in the browser").isEmpty();
        } finally {
            while (!closed.isEmpty()) {
                closed.pop().close();
            }
        }
    }

    /** A quarter of three hosts, served to all tests that do not change it. Nothing is built. */
    static Served quarter() {
        return Shared.QUARTER;
    }

    /** Made when it is first asked for; it ends with the process. */
    private static final class Shared {
        static final Served QUARTER = Served.at(World.shared(World.Kind.QUARTER), new ManualClock(World.NOW))
                .serve();
    }
}
