package dev.stillframe.web;

import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.read.PageKeys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All files that pages name: scripts, styles, texts. They are few and small and held in memory. Each has the key
 * {@code app/HASH/NAME}, where the hash is of all of them, so that what lies there never changes.
 */
final class WebResources {
    private static final int HASH_DIGITS = 12;

    private final String prefix;
    private final List<StoredObject> all;
    private final List<String> preloads;

    /**
     * Reads all of them.
     *
     * @throws IllegalStateException when one is missing from the class path
     */
    WebResources() {
        SortedMap<String, byte[]> files = new TreeMap<>(AppFiles.read());
        files.put("chart.umd.js", ChartLibrary.script());
        files.put("chart.LICENSE.txt", ChartLibrary.licence());
        this.prefix = PageKeys.ASSETS + hash(files) + "/";
        this.all = files.entrySet().stream()
                .map(file -> new StoredObject(prefix + file.getKey(), file.getValue(), false))
                .toList();
        this.preloads = ModuleGraph.closure("main.js", files);
    }

    /** Every file once, by name. */
    List<StoredObject> all() {
        return all;
    }

    /** What the keys of the files begin with: {@code app/3f2a9c01d4e5/}. */
    String prefix() {
        return prefix;
    }

    /** Names of the modules that the page's first script imports, directly or not. */
    List<String> preloads() {
        return preloads;
    }

    /** A hash over names and contents. */
    private static String hash(SortedMap<String, byte[]> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach((name, bytes) -> {
                digest.update((name + "\n" + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            });
            return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
