package dev.stillframe.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All files that pages name: scripts, styles, texts. They are few and small and held in memory. Each lies at {@code /app/HASH/NAME},
 * where the hash is of all of them, so that what such an address answers never changes.
 */
public final class WebResources {
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json; charset=utf-8",
            "svg", "image/svg+xml",
            "txt", "text/plain; charset=utf-8");

    private static final int HASH_DIGITS = 12;
    private static final Pattern PATH = Pattern.compile("/app/([0-9a-f]{" + HASH_DIGITS + "})/([^/]+)");

    private final SortedMap<String, WebAsset> byName = new TreeMap<>();
    private final String hash;
    private final List<String> preloads;

    /**
     * Reads all of them.
     *
     * @throws IllegalStateException when one is missing from the class path, or of no known type
     */
    public WebResources() {
        SortedMap<String, byte[]> files = new TreeMap<>(AppFiles.read());
        files.put("chart.umd.js", ChartLibrary.script());
        files.put("chart.LICENSE.txt", ChartLibrary.licence());
        this.hash = hash(files);
        files.forEach((name, bytes) ->
                byName.put(name, new WebAsset("/app/" + hash + "/" + name, type(name), bytes, sha256(bytes))));
        this.preloads = ModuleGraph.closure("main.js", files);
    }

    /** Every file once, by name. */
    public List<WebAsset> all() {
        return new ArrayList<>(byName.values());
    }

    /**
     * The file at a path that begins with a slash, or null. Below any other hash it is the present file of that name, for a page
     * that is older or newer than this program; its {@link WebAsset#path} is then not the path asked for, and what is answered
     * must not be kept.
     */
    public @Nullable WebAsset find(String path) {
        Matcher matcher = PATH.matcher(path);
        return matcher.matches() ? byName.get(matcher.group(2)) : null;
    }

    /** What the paths of the files begin with, relative to the root: {@code app/3f2a…/}. */
    public String prefix() {
        return "app/" + hash + "/";
    }

    /** Names of the modules that the page's first script imports, directly or not. */
    List<String> preloads() {
        return preloads;
    }

    private static String type(String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalStateException("the page's file app/" + name + " is of no known type");
        }
        return type;
    }

    /** A hash over names and contents. */
    private static String hash(SortedMap<String, byte[]> files) {
        MessageDigest digest = sha256();
        files.forEach((name, bytes) -> {
            digest.update((name + "\n" + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        });
        return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_DIGITS);
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
