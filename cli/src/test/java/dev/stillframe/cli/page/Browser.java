package dev.stillframe.cli.page;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The one browser of all tests of a run: headless, with a fresh profile, an English reader in Berlin. */
final class Browser implements AutoCloseable {
    /** Kept, since a logger that nobody holds forgets its level. Selenium warns of browsers that are newer than it. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private final ChromeDriver driver;
    private final String anchor;

    /**
     * Starts it.
     *
     * @throws AssertionError when none is installed
     */
    Browser() {
        SELENIUM.setLevel(Level.SEVERE);
        Installed installed = Installed.found().orElseThrow(() -> new AssertionError(Installed.MISSING));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(installed.driver().toFile())
                .usingAnyFreePort()
                .withSilent(true)
                .build();
        driver = new ChromeDriver(service, options(installed));
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(30));
        driver.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(30));
        anchor = driver.getWindowHandle();
    }

    private static ChromeOptions options(Installed installed) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(installed.browser().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--no-default-browser-check",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-extensions",
                "--hide-scrollbars",
                "--force-color-profile=srgb",
                "--lang=en-GB",
                "--window-size=1280,900",
                "--proxy-server=direct://");
        options.setExperimentalOption("prefs", Map.of("intl.accept_languages", "en-GB,en"));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        return options;
    }

    /** A new tab as of somebody who was never here: nothing cached, nothing stored. */
    Tab tab() {
        driver.switchTo().window(anchor);
        driver.switchTo().newWindow(WindowType.TAB);
        return new Tab(driver, anchor);
    }

    @Override
    public void close() {
        driver.quit();
    }

    /** The arguments of a command of the DevTools protocol that sets a list of media features. */
    static Map<String, Object> media(String name, String value) {
        return Map.of("features", List.of(Map.of("name", name, "value", value)));
    }
}
