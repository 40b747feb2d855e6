package dev.stillframe.testkit.soak;

import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.encode.Manifest;
import dev.stillframe.core.encode.Meta;
import dev.stillframe.core.encode.PayloadParser;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.read.PublicFiles;
import dev.stillframe.core.read.Request;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A reader that trusts nobody: asks for every public file of a scope and holds the answers to the promise. Nothing torn,
 * nothing of an earlier build than it has seen, nothing that was there and is not, and metas that are true of the version they
 * name. Looks in one thread at a time; what it saw may be asked by any.
 */
public final class Witness {
    private static final int MAX_JSON = 8 << 20;

    private final Fetch fetch;
    /** The highest build seen of each key. */
    private final Map<String, Long> highest = new HashMap<>();
    /** Bytes that were found whole, so that the same need not be unpacked again. */
    private final Map<String, byte[]> whole = new HashMap<>();

    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong builds = new AtomicLong();
    private final AtomicLong rounds = new AtomicLong();
    private final List<String> torn = new CopyOnWriteArrayList<>();
    private final List<String> older = new CopyOnWriteArrayList<>();
    private final List<String> missing = new CopyOnWriteArrayList<>();
    private final List<String> untrue = new CopyOnWriteArrayList<>();

    /** Gets a path, as a client that takes gzip. */
    @FunctionalInterface
    public interface Fetch {
        /** The answer. */
        Reply get(String path) throws IOException;
    }

    /** An answer: status and body as sent. */
    public record Reply(int status, byte[] body) {}

    /**
     * What a witness saw.
     *
     * @param rounds how often it looked at all files of a scope
     * @param builds how many builds it met, counted by the manifests
     * @param torn answers that were not whole
     * @param older answers of an earlier build than one seen before
     * @param missing keys that had an answer before and had none
     * @param untrue metas that were not true of the version they name
     */
    public record Report(
            long requests,
            long rounds,
            long builds,
            List<String> torn,
            List<String> older,
            List<String> missing,
            List<String> untrue) {
        /** Copies the lists. */
        public Report {
            torn = List.copyOf(torn);
            older = List.copyOf(older);
            missing = List.copyOf(missing);
            untrue = List.copyOf(untrue);
        }

        /** Whether the promise was kept. */
        public boolean clean() {
            return torn.isEmpty() && older.isEmpty() && missing.isEmpty() && untrue.isEmpty();
        }
    }

    /** A witness that has seen nothing yet. */
    public Witness(Fetch fetch) {
        this.fetch = fetch;
    }

    /** A witness of files that are served in this process. */
    public static Witness of(PublicFiles files) {
        return new Witness(path -> {
            int query = path.indexOf('?');
            var answer = files.answer(new Request(
                    "GET",
                    query < 0 ? path : path.substring(0, query),
                    query < 0 ? null : path.substring(query + 1),
                    null,
                    null,
                    "gzip"));
            return new Reply(answer.status(), answer.body());
        });
    }

    /** Expects no less than another has seen. Neither may be looking meanwhile. */
    public void expectAsMuchAs(Witness other) {
        other.highest.forEach((key, build) -> highest.merge(key, build, Math::max));
    }

    /** Looks once at every file of a scope. */
    public void look(Scope scope) throws IOException {
        String manifestKey = Manifest.key(scope);
        byte[] manifest = get(manifestKey);
        if (manifest != null) {
            try {
                seen(manifestKey, Manifest.parse(scope, plain(manifest)).build(), builds);
            } catch (IllegalArgumentException e) {
                torn.add(manifestKey + ": " + e.getMessage());
            }
        }
        for (SnapshotId id : SnapshotId.of(scope)) {
            payload(id);
            meta(id);
        }
        rounds.incrementAndGet();
    }

    /** A manifest may be sent packed: no JSON begins as gzip does. */
    private static byte[] plain(byte[] body) {
        boolean packed = body.length > 2 && body[0] == 0x1f && body[1] == (byte) 0x8b;
        return packed ? Gzip.decompress(body, MAX_JSON) : body;
    }

    private void payload(SnapshotId id) throws IOException {
        byte[] body = get(id.key());
        if (body != null && isWhole(id, body)) {
            seen(id.key(), Gzip.build(body), new AtomicLong());
        }
    }

    private boolean isWhole(SnapshotId id, byte[] body) {
        if (Arrays.equals(body, whole.get(id.key()))) {
            return true;
        }
        try {
            PayloadParser.parse(id, Gzip.decompress(body, MAX_JSON));
            whole.put(id.key(), body);
            return true;
        } catch (IllegalArgumentException e) {
            torn.add(id.key() + ": " + e.getMessage());
            return false;
        }
    }

    private void meta(SnapshotId id) throws IOException {
        // A version may expire between the two requests when the reader is slow; the meta then names another by now.
        String named = "";
        while (true) {
            byte[] body = get(id.metaKey());
            if (body == null) {
                return;
            }
            Meta meta;
            try {
                meta = Meta.parse(id, body);
            } catch (IllegalArgumentException e) {
                torn.add(id.metaKey() + ": " + e.getMessage());
                return;
            }
            seen(id.metaKey(), meta.build(), new AtomicLong());
            Reply version = fetch.get("/" + id.key() + "?versionId=" + meta.versionId());
            requests.incrementAndGet();
            if (version.status() == 200) {
                compare(id, meta, version.body());
                return;
            }
            if (named.equals(meta.versionId())) {
                untrue.add(id.metaKey() + " names version " + named + ", which answers " + version.status());
                return;
            }
            named = meta.versionId();
        }
    }

    private void compare(SnapshotId id, Meta meta, byte[] version) {
        if (version.length != meta.bytes()) {
            untrue.add(id.metaKey() + " says " + meta.bytes() + " bytes, the version has " + version.length);
        }
        try {
            if (!Checksum.of(Gzip.decompress(version, MAX_JSON)).equals(meta.checksum())) {
                untrue.add(id.metaKey() + ": the version has another checksum");
            }
        } catch (IllegalArgumentException e) {
            torn.add(id.key() + " version " + meta.versionId() + ": " + e.getMessage());
        }
    }

    private byte @org.jspecify.annotations.Nullable [] get(String key) throws IOException {
        Reply reply = fetch.get("/" + key);
        requests.incrementAndGet();
        if (reply.status() == 200) {
            return reply.body();
        }
        if (highest.containsKey(key)) {
            missing.add(key + " answers " + reply.status());
        }
        return null;
    }

    private void seen(String key, long build, AtomicLong changes) {
        Long before = highest.get(key);
        if (before != null && build < before) {
            older.add(key + " is of build " + build + " after " + before);
        } else if (before == null || build > before) {
            highest.put(key, build);
            changes.incrementAndGet();
        }
    }

    /** What it saw until now. */
    public Report report() {
        return new Report(requests.get(), rounds.get(), builds.get(), torn, older, missing, untrue);
    }
}
