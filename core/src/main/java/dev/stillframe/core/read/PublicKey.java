package dev.stillframe.core.read;

import dev.stillframe.core.encode.Directory;
import dev.stillframe.core.encode.FallbackKeys;
import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.model.Window;
import dev.stillframe.core.rollup.RollupKeys;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A key of the public store that readers may ask for. Only {@link #parse} makes one of a request's text. */
sealed interface PublicKey {
    /** How long a cache may keep what is no payload, in seconds. */
    long SMALL_FILE_SECONDS = 10;

    /** The key as the store has it. */
    String key();

    /** The scope whose builds write it; {@code all} for the files of the deployment. */
    Scope scope();

    /** How long a cache may keep it, in seconds. */
    default long maxAgeSeconds() {
        return SMALL_FILE_SECONDS;
    }

    /** {@code Cache-Control} of its present file. */
    default String cacheControl() {
        return Caching.of(maxAgeSeconds());
    }

    /** Whether it is a payload: stored gzip-encoded, and of several versions. */
    default boolean isPayload() {
        return false;
    }

    /** Whether it is stored gzip-encoded. */
    default boolean isCompressed() {
        return isPayload();
    }

    /** A payload. */
    record Payload(SnapshotId id) implements PublicKey {
        @Override
        public String key() {
            return id.key();
        }

        @Override
        public Scope scope() {
            return id.scope();
        }

        @Override
        public long maxAgeSeconds() {
            return id.window().maxAgeSeconds();
        }

        @Override
        public boolean isPayload() {
            return true;
        }
    }

    /** The meta beside a payload. */
    record Meta(SnapshotId id) implements PublicKey {
        @Override
        public String key() {
            return id.metaKey();
        }

        @Override
        public Scope scope() {
            return id.scope();
        }
    }

    /** The payload that a collector computed for its host, or the meta beside it. No build writes it. */
    record Fallback(SnapshotId id, boolean isPayload) implements PublicKey {
        @Override
        public String key() {
            return isPayload ? FallbackKeys.key(id) : FallbackKeys.metaKey(id);
        }

        @Override
        public Scope scope() {
            return id.scope();
        }

        @Override
        public long maxAgeSeconds() {
            return isPayload ? id.window().maxAgeSeconds() : SMALL_FILE_SECONDS;
        }
    }

    /** The manifest of a scope. */
    record Manifest(Scope scope) implements PublicKey {
        @Override
        public String key() {
            return dev.stillframe.core.encode.Manifest.key(scope);
        }
    }

    /** A calendar rollup: a summary, or a series, which is stored gzip-encoded. */
    record Rollup(RollupKeys.Named file) implements PublicKey {
        private static final long MAX_AGE_SECONDS = 60;

        @Override
        public String key() {
            return RollupKeys.key(file);
        }

        @Override
        public Scope scope() {
            return file.scope();
        }

        @Override
        public long maxAgeSeconds() {
            return MAX_AGE_SECONDS;
        }

        @Override
        public boolean isCompressed() {
            return !(file instanceof RollupKeys.Named.Summary);
        }
    }

    /** What people see of a scope: the page, the frame or the badge. */
    record Shown(Scope scope, String key) implements PublicKey {
        private static final long EMBEDDED_SECONDS = 60;

        @Override
        public long maxAgeSeconds() {
            return isPage() ? SMALL_FILE_SECONDS : EMBEDDED_SECONDS;
        }

        /** Whether it is the page, which nobody may embed. */
        boolean isPage() {
            return key.equals(PageKeys.INDEX);
        }
    }

    /** A script, a style or another file that pages name. Its key never has other bytes. */
    record Asset(String key) implements PublicKey {
        @Override
        public Scope scope() {
            return Scope.ALL;
        }

        @Override
        public String cacheControl() {
            return Caching.FOR_GOOD;
        }
    }

    /** A file of the whole deployment: the list of hosts, the description. */
    record Listing(String key) implements PublicKey {
        @Override
        public Scope scope() {
            return Scope.ALL;
        }
    }

    /**
     * The key that a path as sent names: a slash and exactly the key; a slash alone is the page. The equals sign after {@code host} may be
     * percent-encoded, as many clients do, and any in the key of a rollup; nothing else may. Empty for every other text.
     */
    static Optional<PublicKey> parse(String path) {
        if (!path.startsWith("/")) {
            return Optional.empty();
        }
        if (path.startsWith(RollupKeys.PREFIX, 1)) {
            String key = path.substring(1).replace("%3D", "=").replace("%3d", "=");
            return RollupKeys.parse(key).map(Rollup::new);
        }
        if (path.startsWith(PageKeys.ASSETS, 1)) {
            String key = path.substring(1);
            return PageKeys.isAsset(key) ? Optional.of(new Asset(key)) : Optional.empty();
        }
        return path.startsWith(FallbackKeys.PREFIX, 1)
                ? built(path.substring(FallbackKeys.PREFIX.length())).flatMap(PublicKey::fallback)
                : built(path);
    }

    private static Optional<PublicKey> built(String path) {
        int slash = path.indexOf('/', 1);
        if (slash < 0) {
            return Optional.ofNullable(Names.OF_ALL.get(path.equals("/") ? PageKeys.INDEX : path.substring(1)));
        }
        String folder = path.substring(1, slash);
        String host = folder.startsWith("host=")
                ? folder.substring(5)
                : folder.startsWith("host%3D") || folder.startsWith("host%3d") ? folder.substring(7) : "";
        PublicKey sibling = Names.OF_ALL.get(path.substring(slash + 1));
        if (sibling == null || !Scope.isHost(host)) {
            return Optional.empty();
        }
        Scope scope = Scope.host(host);
        return switch (sibling) {
            case Payload p -> Optional.of(new Payload(in(scope, p.id())));
            case Meta m -> Optional.of(new Meta(in(scope, m.id())));
            case Manifest m -> Optional.of(new Manifest(scope));
            case Shown s -> s.isPage() ? Optional.empty() : Optional.of(new Shown(scope, scope.keyPrefix() + s.key()));
            case Asset a -> Optional.empty();
            case Listing l -> Optional.empty();
            case Fallback f -> Optional.empty();
            case Rollup r -> Optional.empty();
        };
    }

    /** The fallback beside a file of builds, where there can be one. */
    private static Optional<PublicKey> fallback(PublicKey built) {
        if (built.scope().isAll()) {
            return Optional.empty();
        }
        return switch (built) {
            case Payload p -> Optional.of(new Fallback(p.id(), true));
            case Meta m -> Optional.of(new Fallback(m.id(), false));
            case Manifest m -> Optional.empty();
            case Shown s -> Optional.empty();
            case Asset a -> Optional.empty();
            case Listing l -> Optional.empty();
            case Fallback f -> Optional.empty();
            case Rollup r -> Optional.empty();
        };
    }

    private static SnapshotId in(Scope scope, SnapshotId id) {
        return new SnapshotId(scope, id.window(), id.granularity());
    }

    /** Every key of the scope of all hosts; those of a host are the same with its prefix. */
    final class Names {
        private static final Map<String, PublicKey> OF_ALL = new HashMap<>();

        static {
            for (Window window : Window.ALL) {
                for (Granularity granularity : Granularity.ALL) {
                    SnapshotId id = new SnapshotId(Scope.ALL, window, granularity);
                    add(new Payload(id));
                    add(new Meta(id));
                }
            }
            add(new Manifest(Scope.ALL));
            PageKeys.of(Scope.ALL).forEach(key -> add(new Shown(Scope.ALL, key)));
            add(new Listing(Directory.HOSTS));
            add(new Listing(Directory.CONFIG));
        }

        private Names() {}

        private static void add(PublicKey key) {
            OF_ALL.put(key.key(), key);
        }
    }
}
