package dev.stillframe.cli.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.regex.Pattern;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.interactions.WheelInput.ScrollOrigin;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** One tab: what a reader does and sees, and what goes wrong in it. Waits for what it looks for, up to some seconds. */
final class Tab implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("stillframe.patience", 15));

    private final ChromeDriver driver;
    private final String anchor;
    private final List<Pattern> allowed = new ArrayList<>();
    private boolean opened;

    Tab(ChromeDriver driver, String anchor) {
        this.driver = driver;
        this.anchor = anchor;
        driver.manage().logs().get(LogType.BROWSER); // What an earlier tab left.
        cdp("Network.enable");
        cdp("Network.clearBrowserCache");
        cdp("Emulation.setTimezoneOverride", Map.of("timezoneId", "Europe/Berlin"));
        cdp("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
        size(1280, 900);
        theme("light");
        onEachPage(resource("watch.js"));
    }

    static String resource(String name) {
        try (var in = Tab.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a command of the DevTools protocol. */
    Map<String, Object> cdp(String command, Map<String, Object> arguments) {
        return driver.executeCdpCommand(command, arguments);
    }

    private void cdp(String command) {
        cdp(command, Map.of());
    }

    /** Runs a script in each page that is opened from now on, before its own. */
    void onEachPage(String script) {
        cdp("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    /** The browser's clock shows an instant when a page is opened, and goes on from there. Before opening. */
    Tab at(Instant instant) {
        onEachPage("__clock(" + instant.toEpochMilli() + ");");
        return this;
    }

    /** Sets the browser's clock ahead. The page hears of it at its next tick or poll. */
    void later(Duration by) {
        js("__skip(arguments[0])", by.toMillis());
    }

    /** A screen of so many CSS pixels; below 600 it is a phone's. */
    Tab size(int width, int height) {
        cdp(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        return this;
    }

    /** What the reader's system prefers: {@code light} or {@code dark}. */
    Tab theme(String scheme) {
        cdp("Emulation.setEmulatedMedia", Browser.media("prefers-color-scheme", scheme));
        return this;
    }

    /** The reader's languages, such as {@code de-DE,de}. Before opening. */
    Tab languages(String accepted) {
        String agent = String.valueOf(js("return navigator.userAgent"));
        cdp("Emulation.setUserAgentOverride", Map.of("userAgent", agent, "acceptLanguage", accepted));
        return this;
    }

    /** Requests of addresses that match these patterns, with {@code *}, fail. None: all pass again. */
    void block(String... patterns) {
        cdp("Network.setBlockedURLs", Map.of("urls", List.of(patterns)));
    }

    /** Turns the page's scripts off. Before opening. */
    Tab withoutScripts() {
        cdp("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        return this;
    }

    /** Errors in the console that match this are expected. */
    Tab allow(String regex) {
        allowed.add(Pattern.compile(regex));
        return this;
    }

    /** Opens an address and waits until it is loaded. The first time, nothing is stored there. */
    Tab open(String url) {
        if (!opened && url.startsWith("http")) {
            opened = true;
            String origin = url.substring(0, url.indexOf('/', "http://".length()));
            cdp("Storage.clearDataForOrigin", Map.of("origin", origin, "storageTypes", "all"));
        }
        driver.get(url);
        return this;
    }

    void reload() {
        driver.navigate().refresh();
    }

    void back() {
        driver.navigate().back();
    }

    void forward() {
        driver.navigate().forward();
    }

    String url() {
        return driver.getCurrentUrl();
    }

    /** What stands after the # of the address. */
    String hash() {
        int at = url().indexOf('#');
        return at < 0 ? "" : url().substring(at + 1);
    }

    /** Runs a script and gives what it returns. */
    Object js(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Runs a script whose last argument is to be called with what it gives. */
    Object jsLater(String script, Object... arguments) {
        return driver.executeAsyncScript(script, arguments);
    }

    long number(String script, Object... arguments) {
        return ((Number) js(script, arguments)).longValue();
    }

    double real(String script, Object... arguments) {
        return ((Number) js(script, arguments)).doubleValue();
    }

    boolean is(String script, Object... arguments) {
        return Boolean.TRUE.equals(js(script, arguments));
    }

    /** Waits until a script gives true. */
    void until(String what, String script, Object... arguments) {
        until(what, () -> is(script, arguments), () -> "");
    }

    /** Waits until something is so. */
    void until(String what, BooleanSupplier met) {
        until(what, met, () -> "");
    }

    private void until(String what, BooleanSupplier met, Supplier<String> seen) {
        Function<Object, Boolean> condition = d -> {
            try {
                return met.getAsBoolean();
            } catch (NoSuchElementException | StaleElementReferenceException e) {
                return false;
            }
        };
        try {
            new WebDriverWait(driver, PATIENCE, Duration.ofMillis(40)).until(d -> condition.apply(d));
        } catch (TimeoutException e) {
            throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what + seen.get(), e);
        }
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** Whether it is there and can be seen. */
    boolean shows(String css) {
        return all(css).stream().anyMatch(WebElement::isDisplayed);
    }

    /** The text of an element as it can be read, without looking whether it is visible. */
    String text(String css) {
        return String.valueOf(js("return document.querySelector(arguments[0])?.textContent ?? ''", css))
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** Waits until an element is visible. */
    void sees(String css) {
        until("an element to be seen: " + css, () -> shows(css), () -> "");
    }

    /** Waits until an element is not to be seen. */
    void losesSightOf(String css) {
        until("an element not to be seen any more: " + css, () -> !shows(css), () -> "");
    }

    /** Waits until the text of an element matches. */
    void reads(String css, String regex) {
        Pattern pattern = Pattern.compile(regex);
        until(
                css + " to read /" + regex + "/",
                () -> pattern.matcher(text(css)).find(),
                () -> ", but it reads: " + text(css));
    }

    /** Waits until the part of the address after the # matches. */
    void hashReads(String regex) {
        Pattern pattern = Pattern.compile(regex);
        until(
                "the address to match /" + regex + "/",
                () -> pattern.matcher(hash()).find(),
                () -> ": " + hash());
    }

    /** Clicks what can be seen, or the label of an input that is drawn by its label. */
    void click(String css) {
        until(
                css + " to take a click",
                () -> {
                    WebElement element = find(css);
                    js("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element);
                    if ("input".equals(element.getTagName())
                            && is("return arguments[0].closest('label') !== null", element)) {
                        element = (WebElement) js("return arguments[0].closest('label')", element);
                    }
                    if (!element.isEnabled() || is("return arguments[0].disabled === true", element)) {
                        return false;
                    }
                    element.click();
                    return true;
                },
                () -> "");
    }

    /** Chooses an option of a list by its value. */
    void choose(String css, String value) {
        until(
                css + " to offer " + value,
                () -> is(
                        "return [...(document.querySelector(arguments[0])?.options ?? [])].some(o => o.value ==="
                                + " arguments[1])",
                        css,
                        value),
                () -> "");
        new Select(find(css)).selectByValue(value);
    }

    /** Presses keys where the focus is. */
    void press(CharSequence... keys) {
        for (CharSequence key : keys) {
            driver.switchTo().activeElement().sendKeys(key);
        }
    }

    /** Gives an element the focus, as the Tab key would. */
    void focus(String css) {
        js("document.querySelector(arguments[0]).focus()", css);
    }

    /** The pointer stands over an element, at a share of its width from the left (0 to 1). */
    void hover(String css, double share) {
        WebElement element = find(css);
        js("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element);
        int x = (int) Math.round((share - 0.5) * element.getSize().width);
        new Actions(driver).moveToElement(element, x, 0).perform();
    }

    /** Drags the pointer over an element, from one share of its width to another. */
    void drag(String css, double from, double to) {
        WebElement element = find(css);
        js("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element);
        int width = element.getSize().width;
        new Actions(driver)
                .moveToElement(element, (int) Math.round((from - 0.5) * width), 0)
                .clickAndHold()
                .moveByOffset((int) Math.round((to - from) * width / 2), 4)
                .moveByOffset((int) Math.round((to - from) * width / 2), 0)
                .release()
                .perform();
    }

    /** Turns the wheel over an element while Ctrl is held. */
    void zoomWheel(String css, double share, int pixels) {
        WebElement element = find(css);
        int x = (int) Math.round((share - 0.5) * element.getSize().width);
        new Actions(driver)
                .keyDown(Keys.CONTROL)
                .scrollFromOrigin(ScrollOrigin.fromElement(element, x, 0), 0, pixels)
                .keyUp(Keys.CONTROL)
                .perform();
    }

    /** A picture of what can be seen, as PNG. */
    byte[] picture() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    /** Keeps a picture of what can be seen. */
    void picture(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, picture());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Into a frame of the page, until {@link #top}. */
    void into(String css) {
        driver.switchTo().frame(find(css));
    }

    void top() {
        driver.switchTo().defaultContent();
    }

    /** What the page did wrong since it was opened: errors in the console and in scripts, breaches of its policy, requests to others. */
    @SuppressWarnings("unchecked")
    List<String> wrongs() {
        List<String> wrongs = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                wrongs.add(entry.getLevel() + " " + entry.getMessage());
            }
        }
        Object seen = js("return typeof __seen === 'object' ? __seen.wrongs() : []");
        ((List<Object>) seen).forEach(each -> wrongs.add(String.valueOf(each)));
        wrongs.removeIf(wrong ->
                allowed.stream().anyMatch(pattern -> pattern.matcher(wrong).find()));
        return wrongs.stream().distinct().toList();
    }

    /** The sum of all shifts of the page's layout so far. */
    double shifts() {
        return real("return __seen.shifted()");
    }

    @Override
    public void close() {
        driver.switchTo().defaultContent();
        driver.close();
        driver.switchTo().window(anchor);
    }
}
