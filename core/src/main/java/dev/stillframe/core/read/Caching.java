package dev.stillframe.core.read;

/** How long caches may keep the public files: the same for a server of ours and for a store that a CDN reads. */
public final class Caching {
    /** Of a version of a payload and of an asset, whose bytes never change. */
    public static final String FOR_GOOD = "public, max-age=31536000, immutable";

    private static final String REFRESHES = "refresh/";
    private static final long REFRESH_SECONDS = 1;

    private Caching() {}

    /** {@code Cache-Control} of the file under a key of the public store. */
    public static String of(String key) {
        return key.startsWith(REFRESHES)
                ? of(REFRESH_SECONDS)
                : PublicKey.parse("/" + key)
                        .map(PublicKey::cacheControl)
                        .orElseGet(() -> of(PublicKey.SMALL_FILE_SECONDS));
    }

    static String of(long seconds) {
        return "public, max-age=" + seconds + ", stale-while-revalidate=60, stale-if-error=86400";
    }
}
