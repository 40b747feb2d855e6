package dev.stillframe.core.read;

import java.util.Map;

/** The media type of a public file, by what its key ends with: the same for a server of ours and for a store that a CDN reads. */
public final class MediaTypes {
    private static final Map<String, String> BY_ENDING = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("webmanifest", "application/manifest+json"));

    private MediaTypes() {}

    /** The type of the file under a key, with the character set where it is a text for people; bytes of no type where it is unknown. */
    public static String of(String key) {
        String name = key.substring(key.lastIndexOf('/') + 1);
        return BY_ENDING.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    }

    /** Whether gzip makes files of such a key smaller. */
    static boolean isText(String key) {
        return isTextType(of(key));
    }

    /** Whether gzip makes files of a media type smaller. */
    public static boolean isTextType(String type) {
        return type.startsWith("text/") || type.equals("image/svg+xml") || type.contains("json");
    }
}
