package dev.stillframe.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All files of the page, for a server or to be written as a folder. They are few and small and held in memory. Scripts
 * name each other without a version, so a server must make browsers ask again ({@code Cache-Control: no-cache} and the
 * hash as {@code ETag}).
 */
public final class WebResources {
    private static final String INDEX = "/index.html";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";
    private static final String TEXTS = "application/json";
    private static final String ICON = "image/svg+xml";

    /** The page's own files under {@code app/}, with their media types. */
    private static final Map<String, String> OWN = Map.ofEntries(
            Map.entry("chart.js", SCRIPT),
            Map.entry("client.js", SCRIPT),
            Map.entry("controls.js", SCRIPT),
            Map.entry("fallback.js", SCRIPT),
            Map.entry("format.js", SCRIPT),
            Map.entry("freshness.js", SCRIPT),
            Map.entry("hosts.js", SCRIPT),
            Map.entry("i18n.js", SCRIPT),
            Map.entry("main.js", SCRIPT),
            Map.entry("marks.js", SCRIPT),
            Map.entry("notices.js", SCRIPT),
            Map.entry("payload.js", SCRIPT),
            Map.entry("readout.js", SCRIPT),
            Map.entry("refresh.js", SCRIPT),
            Map.entry("series.js", SCRIPT),
            Map.entry("session.js", SCRIPT),
            Map.entry("silent.js", SCRIPT),
            Map.entry("state.js", SCRIPT),
            Map.entry("ticks.js", SCRIPT),
            Map.entry("tiles.js", SCRIPT),
            Map.entry("zone.js", SCRIPT),
            Map.entry("messages.en.json", TEXTS),
            Map.entry("messages.de.json", TEXTS),
            Map.entry("style.css", STYLE),
            Map.entry("icon.svg", ICON));

    private final Map<String, WebAsset> byPath = new TreeMap<>();

    /**
     * Reads and renders all of it.
     *
     * @throws IllegalStateException when a file is missing from the class path
     */
    public WebResources(PageSettings settings) {
        add(INDEX, HTML, Page.render(settings).getBytes(StandardCharsets.UTF_8));
        OWN.forEach((name, type) -> add("/app/" + name, type, own(name)));
        add("/app/chart.umd.js", SCRIPT, ChartLibrary.script());
        add("/app/chart.LICENSE.txt", "text/plain; charset=utf-8", ChartLibrary.licence());
    }

    /** Every file once, by path. The page itself is {@code /index.html}. */
    public List<WebAsset> all() {
        return new ArrayList<>(byPath.values());
    }

    /** The file at a path that begins with a slash, or null; {@code /} is the page. */
    public @Nullable WebAsset find(String path) {
        return byPath.get(path.equals("/") ? INDEX : path);
    }

    private void add(String path, String contentType, byte[] bytes) {
        byPath.put(path, new WebAsset(path, contentType, bytes, sha256(bytes)));
    }

    private static byte[] own(String name) {
        try (InputStream in = WebResources.class.getResourceAsStream("app/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the page's file app/" + name + " is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the page's file app/" + name + " can't be read", e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
