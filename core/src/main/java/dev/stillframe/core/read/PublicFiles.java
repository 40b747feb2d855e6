package dev.stillframe.core.read;

import dev.stillframe.core.encode.FallbackKeys;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.read.Answer.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests for the public files. Of each key it never serves a lower number than it has served before; where the
 * store has lost a file it serves the last good one it remembers, else the stand-in. For use by any number of threads.
 */
public final class PublicFiles {
    /** Memory for versions that were served, in bytes, unless told otherwise: 64 MB. */
    public static final long DEFAULT_MEMORY = 64L << 20;

    private static final List<String> METHODS = List.of("GET", "HEAD", "OPTIONS");
    private static final String VERSION_ID = "versionId";
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final String RETRY_SECONDS = "5";

    /** What a page of another origin may see of an answer: these files, and the snapshots that the API serves from them. */
    public static final String EXPOSED =
            "ETag, Content-Encoding, Content-Length, Date, Retry-After, Preference-Applied, "
                    + "X-Snapshot-Generated-At, X-Snapshot-Expires-At, X-Snapshot-Stale, X-Snapshot-Granularity, "
                    + "X-Snapshot-Version-Id, X-Snapshot-Source";

    /** Of every file: a frame in a sandbox, whose origin is none, reads the scripts that it names as a stranger does. */
    static final List<Header> READABLE_BY_ALL = List.of(
            new Header("Access-Control-Allow-Origin", "*"),
            new Header("Access-Control-Expose-Headers", EXPOSED),
            new Header("Cross-Origin-Resource-Policy", "cross-origin"),
            new Header("X-Content-Type-Options", "nosniff"));
    /** The answer to {@code OPTIONS}, before a page of another origin reads a file. */
    public static final Answer PREFLIGHT = Answer.bare(
            204,
            List.of(
                    new Header("Allow", String.join(", ", METHODS)),
                    new Header("Access-Control-Allow-Origin", "*"),
                    new Header("Access-Control-Allow-Methods", String.join(", ", METHODS)),
                    new Header(
                            "Access-Control-Allow-Headers",
                            "Authorization, If-None-Match, If-Modified-Since, Cache-Control"),
                    new Header("Access-Control-Max-Age", "86400")));

    private final SnapshotStore store;
    private final StandIn standIn;
    private final StandIn live;
    private final Consumer<String> damaged;
    private final LastGood memory;

    /**
     * Files on top of a store.
     *
     * @param store where the files are
     * @param standIn what to serve where the store has lost a file
     * @param damaged told the key of a file that ought to be there and is missing, damaged or older than it was; for each
     *     request that meets it, on that request's thread, so it must return at once and not throw
     * @param memoryBytes memory for versions that were served, in bytes; 0 keeps only their numbers
     */
    public PublicFiles(SnapshotStore store, StandIn standIn, Consumer<String> damaged, long memoryBytes) {
        this(store, standIn, StandIn.NONE, damaged, memoryBytes);
    }

    /**
     * Files on top of a store, some of which are made when they are asked for.
     *
     * @param live asked first for each page, frame and badge: what it has is served in place of the stored file
     */
    public PublicFiles(SnapshotStore store, StandIn standIn, StandIn live, Consumer<String> damaged, long memoryBytes) {
        this.store = store;
        this.standIn = standIn;
        this.live = live;
        this.damaged = damaged;
        this.memory = new LastGood(memoryBytes);
    }

    /** Answers a request: 200, 204, 304, 400, 404, 405 or 503. Does not throw for what a store does. */
    public Answer answer(Request request) {
        return serve(request).answer();
    }

    /** The same as {@link #answer}, with what a log tells of it. */
    public Served serve(Request request) {
        PublicKey key = PublicKey.parse(request.path()).orElse(null);
        if (key == null) {
            return new Served(notFound(request), "", Served.Cache.NONE, -1);
        }
        return switch (request.method()) {
            case "GET", "HEAD" -> serve(key, request);
            case "OPTIONS" -> nothing(key, PREFLIGHT);
            default -> nothing(key, Problem.methodNotAllowed(METHODS, request.method()));
        };
    }

    private Served serve(PublicKey key, Request request) {
        if (isForPeople(key)) {
            return current(key, request); // The query is for the scripts of the page.
        }
        return switch (Query.parse(request.query(), Set.of(VERSION_ID))) {
            case Query.Refused refused ->
                nothing(key, Problem.answer(400, refused.detail(), List.of(VERSION_ID), request.method()));
            case Query.Parameters parameters -> {
                String versionId = parameters.get(VERSION_ID).orElse(null);
                yield versionId == null ? current(key, request) : version(key, versionId, request);
            }
        };
    }

    private static Served nothing(PublicKey key, Answer answer) {
        return new Served(answer, key.scope().name(), Served.Cache.NONE, -1);
    }

    private Served current(PublicKey key, Request request) {
        Version before = memory.get(key.key());
        Version version = resolve(key);
        if (version != null) {
            return sent(key, version, before, send(key, version, request, key.cacheControl(), true));
        }
        boolean expected = !isOptional(key) && (key.scope().isAll() || isKnown(key.scope()));
        return nothing(key, expected ? unavailable(request) : notFound(request));
    }

    private static Served sent(PublicKey key, Version version, @Nullable Version before, Answer answer) {
        Served.Cache cache = version == before ? Served.Cache.HIT : Served.Cache.MISS;
        return new Served(answer, key.scope().name(), cache, version.modifiedAt() > 0 ? version.modifiedAt() : -1);
    }

    private Served version(PublicKey key, String versionId, Request request) {
        if (!key.isPayload() || !VERSION.matcher(versionId).matches()) {
            return nothing(key, noSuchVersion(request));
        }
        Version before = memory.get(key.key());
        if (key instanceof PublicKey.Fallback) {
            return onlyVersion(key, versionId, before, request);
        }
        boolean answered = true;
        Version version = null;
        try {
            Optional<StoredObject> kept = store.readVersion(key.scope(), key.key(), versionId);
            version = kept.map(object -> formsOf(key.key(), object, versionId)).orElse(null);
        } catch (StoreException e) {
            answered = false;
        }
        if (version == null) {
            Version current = resolve(key);
            version = current != null && current.versionId().equals(versionId) ? current : null;
        }
        if (version == null) {
            return nothing(key, answered ? noSuchVersion(request) : unavailable(request));
        }
        return sent(key, version, before, send(key, version, request, Caching.FOR_GOOD, false));
    }

    /** Of a fallback no versions are kept: the present one, or none. */
    private Served onlyVersion(PublicKey key, String versionId, @Nullable Version before, Request request) {
        Version present = resolve(key);
        return present != null
                        && FallbackKeys.versionId(
                                        present.number(), present.form(true).body())
                                .equals(versionId)
                ? sent(key, present, before, send(key, present, request, Caching.FOR_GOOD, false))
                : nothing(key, noSuchVersion(request));
    }

    /** What may be served under a key, and is remembered as served. Null when there is nothing. */
    @Nullable
    Version resolve(PublicKey key) {
        Version made = key instanceof PublicKey.Shown ? made(live, key.key()) : null;
        if (made != null) {
            return made;
        }
        boolean suspect = false;
        try {
            // A lower number may only mean that another request met a newer build between this one's read and offer.
            // A read that begins after that can't be lower.
            for (int attempt = 0; attempt < 2; attempt++) {
                SnapshotStore.Published read = store.read(key.key()).orElse(null);
                suspect = true;
                if (read == null) {
                    break;
                }
                Version version = formsOf(key.key(), read);
                if (memory.offer(key.key(), version)) {
                    return version;
                }
            }
        } catch (StoreException e) {
            // Not known to be damaged; what is remembered is good meanwhile.
        }
        if (suspect && key instanceof PublicKey.Fallback) {
            return null; // It was taken back, or is being written; nobody promised that it stays.
        }
        Version remembered = memory.get(key.key());
        if (suspect && isOptional(key) && !memory.knows(key.key())) {
            // Not every period has samples, not every deployment pages: what is committed tells whether there is one.
            Version owed = made(standIn, key.key());
            if (owed != null) {
                damaged.accept(key.key());
            }
            return owed;
        }
        if (suspect && (memory.knows(key.key()) || isKnown(key.scope()))) {
            damaged.accept(key.key());
        }
        if (key instanceof PublicKey.Fallback || (remembered != null && !suspect)) {
            return remembered;
        }
        // Later builds may have been published, and read past this server, since it last served the file.
        Version substitute = made(standIn, key.key());
        return substitute != null ? substitute : remembered;
    }

    /** Whether a key may have no file though its scope is published. */
    private static boolean isOptional(PublicKey key) {
        return key instanceof PublicKey.Fallback || key instanceof PublicKey.Rollup || isForPeople(key);
    }

    /** Whether a file that is stored plain is sent packed: what people see, and what every page reads before it shows anything. */
    private static boolean isPackable(PublicKey key) {
        return (isForPeople(key) && MediaTypes.isText(key.key()))
                || key instanceof PublicKey.Manifest
                || key instanceof PublicKey.Listing;
    }

    private static boolean isForPeople(PublicKey key) {
        return key instanceof PublicKey.Shown || key instanceof PublicKey.Asset;
    }

    /** What is made of a key, and not read from the store; null where nothing can be. */
    private @Nullable Version made(StandIn by, String key) {
        try {
            SnapshotStore.Published made = by.standIn(key).orElse(null);
            if (made != null) {
                Version version = formsOf(key, made);
                return memory.offer(key, version) ? version : memory.get(key);
            }
        } catch (StoreException e) {
            // There is nothing to serve, which is what the answer says.
        }
        return null;
    }

    private boolean isKnown(Scope scope) {
        try {
            return standIn.knows(scope);
        } catch (StoreException e) {
            return true;
        }
    }

    /** The version that was read: the remembered one if it is the same, so that digest and plain form are made once. */
    private Version formsOf(String key, SnapshotStore.Published read) {
        Version remembered = memory.get(key);
        return remembered != null && remembered.is(read) ? remembered : Version.of(read);
    }

    private Version formsOf(String key, StoredObject object, String versionId) {
        Version remembered = memory.get(key);
        return remembered != null && remembered.sameBytes(object)
                ? remembered
                : Version.of(new SnapshotStore.Published(object, 0, versionId, 0));
    }

    /** A version of a payload that is kept; null when it is not, or the store cannot be read. */
    @Nullable
    Version kept(PublicKey.Payload key, String versionId) {
        try {
            return store.readVersion(key.scope(), key.key(), versionId)
                    .map(object -> formsOf(key.key(), object, versionId))
                    .orElse(null);
        } catch (StoreException e) {
            return null;
        }
    }

    /**
     * What may be served under a key by everything that is known here: also where the store has lost the file. Empty when there is none.
     *
     * @throws IllegalArgumentException when it is no public key
     */
    public Optional<StoredObject> object(String key) {
        PublicKey parsed = PublicKey.parse("/" + key)
                .orElseThrow(() -> new IllegalArgumentException("'" + key + "' is no public key"));
        return Optional.ofNullable(resolve(parsed)).map(Version::object);
    }

    /** Whether a version of a key is in memory. */
    boolean isRemembered(PublicKey key) {
        return memory.get(key.key()) != null;
    }

    Answer send(PublicKey key, Version version, Request request, String cache, boolean current) {
        boolean dated = current && version.modifiedAt() > 0; // What is made, and not stored, was never modified.
        boolean gzip = AcceptEncoding.gzip(request.acceptEncoding());
        boolean packable = isPackable(key);
        Version.Form form = packable ? version.formPacked(gzip) : version.form(gzip);
        if (form.gzip() != version.object().gzip()) {
            memory.weigh(key.key(), version);
        }
        List<Header> headers = new ArrayList<>(12);
        headers.add(new Header("ETag", form.etag()));
        if (dated) {
            headers.add(new Header("Last-Modified", version.lastModified()));
        }
        headers.add(new Header("Cache-Control", cache));
        if (key.isCompressed() || packable) {
            headers.add(new Header("Vary", "Accept-Encoding"));
        }
        headers.addAll(READABLE_BY_ALL);
        headers.addAll(PageSecurity.of(key));
        long modifiedAt = dated ? version.modifiedAt() : Long.MAX_VALUE;
        if (Conditions.notModified(request.ifNoneMatch(), request.ifModifiedSince(), form.etag(), modifiedAt)) {
            return Answer.notModified(headers, form.body().length);
        }
        headers.add(new Header("Content-Type", MediaTypes.of(key.key())));
        if (form.gzip()) {
            headers.add(new Header("Content-Encoding", "gzip"));
        }
        return Answer.of(200, headers, form.body(), request.method());
    }

    private static Answer notFound(Request request) {
        return Problem.answer(404, "There is no such file.", List.of(), request.method());
    }

    private static Answer noSuchVersion(Request request) {
        return Problem.answer(
                404, "This version is not kept. The manifest names the present ones.", List.of(), request.method());
    }

    private static Answer unavailable(Request request) {
        return Problem.answer(503, "This file is not there yet, or is being repaired.", List.of(), request.method())
                .with(new Header("Retry-After", RETRY_SECONDS));
    }
}
