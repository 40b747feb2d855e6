package dev.stillframe.cli.page;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Chromium or Chrome of this machine and its driver. Nothing is ever downloaded.
 *
 * @param browser the program of the browser
 * @param driver the program that drives it
 */
record Installed(Path browser, Path driver) {
    /** What is said where they are missing. */
    static final String MISSING =
            "the tests of the page need chromium and chromedriver on the PATH (Debian: apt install"
                    + " chromium chromium-driver), or -Dstillframe.chromium=FILE -Dstillframe.chromedriver=FILE";

    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome");
    private static final List<String> PLACES = List.of(
            "/usr/bin",
            "/usr/local/bin",
            "/usr/lib/chromium",
            "/usr/lib/chromium-browser",
            "/opt/homebrew/bin",
            "/Applications/Google Chrome.app/Contents/MacOS",
            "/Applications/Chromium.app/Contents/MacOS");

    private static final Optional<Installed> FOUND = look();

    /** The browser of this machine, if there is one. */
    static Optional<Installed> found() {
        return FOUND;
    }

    private static Optional<Installed> look() {
        if ("none".equals(System.getProperty("stillframe.browser"))) {
            return Optional.empty();
        }
        Optional<Path> browser = named("stillframe.chromium")
                .or(() -> first(Stream.concat(BROWSERS.stream(), Stream.of("Google Chrome", "Chromium"))));
        Optional<Path> driver = named("stillframe.chromedriver").or(() -> first(Stream.of("chromedriver")));
        return browser.flatMap(b -> driver.map(d -> new Installed(b, d)));
    }

    private static Optional<Path> named(String property) {
        return Optional.ofNullable(System.getProperty(property)).map(Path::of);
    }

    private static Optional<Path> first(Stream<String> names) {
        List<String> folders = Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)), PLACES.stream())
                .filter(folder -> !folder.isEmpty())
                .toList();
        return names.flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
