package dev.stillframe.core.api;

import dev.stillframe.core.api.SnapshotHeaders.Source;
import dev.stillframe.core.encode.FallbackKeys;
import dev.stillframe.core.encode.FallbackMeta;
import dev.stillframe.core.encode.Meta;
import dev.stillframe.core.model.Refresh;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.read.Answer;
import dev.stillframe.core.read.Answer.Header;
import dev.stillframe.core.read.PublicFiles;
import dev.stillframe.core.read.Request;
import dev.stillframe.core.read.Snapshots;
import dev.stillframe.core.read.Snapshots.Snapshot;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /samples/latest} and {@code /samples/latest/meta}. */
final class Latest {
    static final String PATH = "/samples/latest";
    static final String META_PATH = "/samples/latest/meta";

    private static final String FOR_GOOD = "public, max-age=31536000, immutable";
    private static final String SHORT = "max-age=10, stale-while-revalidate=60, stale-if-error=86400";

    private final Access access;
    private final Refusals refusals;
    private final PublicFiles files;
    private final Snapshots snapshots;
    private final Fallbacks fallbacks;
    private final Computed computed;
    private final Asking asking;
    private final SampleStore samples;
    private final long fallbackAfterMillis;
    private final InstantSource clock;

    Latest(
            Access access,
            Refusals refusals,
            PublicFiles files,
            Snapshots snapshots,
            Fallbacks fallbacks,
            Computed computed,
            Asking asking,
            SampleStore samples,
            ApiSettings settings,
            InstantSource clock) {
        this.access = access;
        this.refusals = refusals;
        this.files = files;
        this.snapshots = snapshots;
        this.fallbacks = fallbacks;
        this.computed = computed;
        this.asking = asking;
        this.samples = samples;
        this.fallbackAfterMillis = settings.fallbackAfter().toMillis();
        this.clock = clock;
    }

    Reply latest(Call call) {
        return read(call, SnapshotQuery.OF_LATEST, "GET " + PATH, (caller, asked) -> {
            String versionId = asked.versionId();
            if (versionId != null) {
                return version(call, asked.id(), versionId);
            }
            return asked.fresh() && call.method().equals("GET") ? fresh(call, caller, asked) : present(call, asked);
        });
    }

    Reply meta(Call call) {
        return read(call, SnapshotQuery.OF_META, "GET " + META_PATH, (caller, asked) -> meta(call, asked.id()));
    }

    /** Answers a read that is right, by somebody who may read. */
    private interface Reading {
        Reply reply(Caller caller, SnapshotQuery.Asked asked);
    }

    private Reply read(Call call, Set<String> parameters, String action, Reading reading) {
        Optional<Answer> other = ReadOnly.other(call);
        if (other.isPresent()) {
            return whole(other.get());
        }
        return switch (SnapshotQuery.parse(call.query(), parameters)) {
            case SnapshotQuery.Refused refused ->
                whole(Problems.bad(refused.detail(), refused.allowed(), call.method()));
            case SnapshotQuery.Asked asked -> {
                Caller caller = access.reader(call);
                yield access.refusal(caller, asked.id().scope(), call.method())
                        .map(refusal -> refusals.reply(caller, call, action, refusal))
                        .orElseGet(() -> reading.reply(caller, asked));
            }
        };
    }

    private Reply version(Call call, SnapshotId id, String versionId) {
        Snapshot current = snapshots.current(id).orElse(null);
        if (current != null) {
            asking.wake(id.scope());
        }
        if (current != null && current.meta().isPresent() && current.versionId().equals(versionId)) {
            return canonical(call, current, FOR_GOOD);
        }
        Answer kept = files.answer(ofVersion(call, id.key(), versionId));
        if (kept.status() != 404 || id.scope().isAll()) {
            return versionOf(id, versionId, kept, Source.SNAPSHOT);
        }
        // What was served as a fallback can be asked for again as long as it is the present one.
        Answer fallback = files.answer(ofVersion(call, FallbackKeys.key(id), versionId));
        return versionOf(id, versionId, fallback, Source.FALLBACK);
    }

    private static Request ofVersion(Call call, String key, String versionId) {
        Request request = call.toRequest();
        return new Request(
                request.method(),
                "/" + key,
                "versionId=" + URLEncoder.encode(versionId, StandardCharsets.UTF_8),
                request.ifNoneMatch(),
                request.ifModifiedSince(),
                request.acceptEncoding());
    }

    private Reply versionOf(SnapshotId id, String versionId, Answer answer, Source source) {
        if (answer.status() >= 400) {
            return whole(answer);
        }
        List<Header> headers = SnapshotHeaders.part(id.granularity().points(), versionId, source);
        return new Reply.Whole(access.guarded(answer.with(headers.toArray(Header[]::new))), facts(id.scope(), "", -1));
    }

    private Reply fresh(Call call, Caller caller, SnapshotQuery.Asked asked) {
        Scope scope = asked.id().scope();
        if (!isKnown(asked.id())) {
            return whole(Problems.noSuchHost(call.method()));
        }
        asking.wake(scope);
        if (caller instanceof Caller.Anonymous && asking.isYoung(asked.id())) {
            return fresh(present(call, asked));
        }
        return switch (asking.ask(caller, call, "GET " + PATH + " fresh", scope)) {
            case Asking.Outcome.Limited limited ->
                refusals.reply(caller, call, "GET " + PATH + " fresh", asking.tooMany(limited, call.method()));
            case Asking.Outcome.Accepted accepted -> {
                long seconds = Asking.waitSeconds(call.header("prefer"));
                Refresh refresh = asking.await(accepted.refresh(), seconds);
                if (refresh.status() == Refresh.Status.COMPLETE && seconds > 0) {
                    Reply reply = fresh(present(call, asked));
                    yield reply instanceof Reply.Whole(Answer answer, Facts facts)
                            ? new Reply.Whole(
                                    answer.with(new Header("Preference-Applied", "wait=" + seconds)),
                                    facts.withRefresh(refresh.id()))
                            : reply;
                }
                yield asking.accepted(refresh, caller, PATH + "?" + asked.query(), call.method());
            }
        };
    }

    /** No cache may keep an answer to somebody who wants a fresh one: the next such request must ask again. */
    private static Reply fresh(Reply reply) {
        return reply instanceof Reply.Whole(Answer answer, Facts facts)
                ? new Reply.Whole(answer.replacing(new Header("Cache-Control", "no-store")), facts)
                : reply;
    }

    private Reply present(Call call, SnapshotQuery.Asked asked) {
        SnapshotId id = asked.id();
        try {
            if (asked.downsample() && asked.points() != id.granularity().points()) {
                return downsampled(call, asked);
            }
            Snapshot snapshot = snapshots.current(id).orElse(null);
            if (snapshot != null) {
                asking.wake(id.scope());
            }
            Fallbacks.Fallback fallback = fallback(id, snapshot);
            if (fallback != null) {
                return fallback(call, fallback);
            }
            if (snapshot != null) {
                return canonical(call, snapshot, access.audience() + ", " + SHORT);
            }
            return asked.downsample() ? downsampled(call, asked) : whole(missing(id, call.method()));
        } catch (StoreException e) {
            return whole(Problems.unavailable("The data cannot be read at the moment.", call.method()));
        }
    }

    private Reply canonical(Call call, Snapshot snapshot, String cacheControl) {
        SnapshotId id = snapshot.id();
        long expiresAt = expiresAt(snapshot);
        List<Header> headers = SnapshotHeaders.of(
                snapshot.generatedAt(),
                expiresAt,
                isStale(snapshot),
                id.granularity().points(),
                snapshot.versionId(),
                Source.SNAPSHOT);
        return send(call, snapshot, cacheControl, headers, snapshot.isRemembered(), snapshot.generatedAt());
    }

    private Reply fallback(Call call, Fallbacks.Fallback fallback) {
        FallbackMeta meta = fallback.meta();
        List<Header> headers = SnapshotHeaders.of(
                meta.generatedAt(),
                meta.expiresAt(),
                clock.millis() >= meta.expiresAt(),
                meta.id().granularity().points(),
                meta.versionId(),
                Source.FALLBACK);
        var published = new SnapshotStore.Published(fallback.payload(), 0, meta.versionId(), fallback.modifiedAt());
        return send(
                call,
                Snapshots.of(meta.id(), published),
                access.audience() + ", " + SHORT,
                headers,
                false,
                meta.generatedAt());
    }

    private Reply downsampled(Call call, SnapshotQuery.Asked asked) {
        Scope scope = asked.id().scope();
        if (!isKnown(asked.id())) {
            return whole(Problems.noSuchHost(call.method()));
        }
        Computed.Made made = computed.of(asked.id(), asked.points()).orElse(null);
        if (made == null) {
            // Nobody is to be limited for a file that the product has lost.
            Refresh refresh = asking.askUnlimited(scope);
            return asking.accepted(
                    refresh, new Caller.Anonymous(call.address()), PATH + "?" + asked.query(), call.method());
        }
        boolean stale = made.base().map(this::isStale).orElse(false);
        long expiresAt = made.base()
                .map(this::expiresAt)
                .orElse(made.generatedAt() + 3 * asked.id().window().cadenceMillis());
        List<Header> headers = SnapshotHeaders.of(
                made.generatedAt(),
                expiresAt,
                stale,
                asked.points(),
                made.base().map(Snapshot::versionId).orElse(""),
                Source.COMPUTED);
        return send(
                call,
                made.snapshot(),
                access.audience() + ", " + SHORT,
                headers,
                made.remembered(),
                made.generatedAt());
    }

    private Reply send(
            Call call, Snapshot snapshot, String cacheControl, List<Header> headers, boolean hit, long generatedAt) {
        Answer answer = access.guarded(snapshots.send(snapshot, call.toRequest(), cacheControl, headers));
        return new Reply.Whole(
                answer, facts(snapshot.id().scope(), hit ? "hit" : "miss", clock.millis() - generatedAt));
    }

    private Reply meta(Call call, SnapshotId id) {
        try {
            Snapshot snapshot = snapshots.current(id).orElse(null);
            if (snapshot != null) {
                asking.wake(id.scope());
            }
            Fallbacks.Fallback fallback = fallback(id, snapshot);
            if (fallback != null) {
                FallbackMeta meta = fallback.meta();
                byte[] json = EffectiveMeta.of(meta.toJson(), meta.generatedAt(), meta.expiresAt(), clock.millis());
                return metaOf(call, id, meta.versionId(), meta.generatedAt(), json, Source.FALLBACK);
            }
            Meta meta = snapshot == null ? null : snapshot.meta().orElse(null);
            if (meta == null) {
                return whole(missing(id, call.method()));
            }
            byte[] json = EffectiveMeta.of(meta.toJson(), meta.generatedAt(), meta.expiresAt(), clock.millis());
            return metaOf(call, id, meta.versionId(), meta.generatedAt(), json, Source.SNAPSHOT);
        } catch (StoreException e) {
            return whole(Problems.unavailable("The data cannot be read at the moment.", call.method()));
        }
    }

    private Reply metaOf(Call call, SnapshotId id, String versionId, long generatedAt, byte[] json, Source source) {
        List<Header> headers =
                new ArrayList<>(SnapshotHeaders.part(id.granularity().points(), versionId, source));
        headers.add(new Header("Content-Type", "application/json"));
        headers.add(new Header("Cache-Control", access.audience() + ", max-age=1"));
        headers.add(new Header("Access-Control-Allow-Origin", "*"));
        headers.add(new Header("Access-Control-Expose-Headers", PublicFiles.EXPOSED));
        headers.add(new Header("X-Content-Type-Options", "nosniff"));
        return new Reply.Whole(
                access.guarded(Answer.of(200, headers, json, call.method())),
                facts(id.scope(), "", clock.millis() - generatedAt));
    }

    /** The fallback that is to be served in place of a snapshot; null when it is not. */
    private Fallbacks.@Nullable Fallback fallback(SnapshotId id, @Nullable Snapshot snapshot) {
        if (id.scope().isAll() || (snapshot != null && clock.millis() <= expiresAt(snapshot) + fallbackAfterMillis)) {
            return null;
        }
        return fallbacks
                .current(id)
                .filter(f -> snapshot == null || f.meta().generatedAt() > snapshot.generatedAt())
                .orElse(null);
    }

    private long expiresAt(Snapshot snapshot) {
        return snapshot.meta()
                .map(Meta::expiresAt)
                .orElse(snapshot.generatedAt() + 3 * snapshot.id().window().cadenceMillis());
    }

    private boolean isStale(Snapshot snapshot) {
        return snapshot.meta().map(m -> m.stale() != null).orElse(true) || clock.millis() >= expiresAt(snapshot);
    }

    private boolean isKnown(SnapshotId id) {
        return id.scope().isAll()
                || snapshots.current(id).isPresent()
                || !samples.head(id.scope()).isNone();
    }

    private Answer missing(SnapshotId id, String method) {
        return isKnown(id)
                ? Problems.unavailable("There is nothing to serve yet; it is being built.", method)
                : Problems.noSuchHost(method);
    }

    private static Facts facts(Scope scope, String cache, long ageMillis) {
        return new Facts(scope.name(), cache, ageMillis, "", "");
    }

    private static Reply whole(Answer answer) {
        return new Reply.Whole(answer, Facts.NONE);
    }
}
