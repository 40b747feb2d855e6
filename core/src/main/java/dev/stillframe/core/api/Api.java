package dev.stillframe.core.api;

import dev.stillframe.core.encode.Directory;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.read.Answer;
import dev.stillframe.core.read.Snapshots;
import dev.stillframe.core.refresh.Refreshes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The API: finds out what a request is about, and hands it to whoever answers that. */
public final class Api implements FrontDoor {
    private final Access access;
    private final Refusals refusals;
    private final Audit audit;
    private final Latest latest;
    private final RefreshRoutes refresh;
    private final Uploads uploads;
    private final FallbackUploads fallbackUploads;
    private final Listings listings;
    private final CalendarRoutes calendar;
    private final Refreshes refreshes;
    private final Asking asking;

    /** The API on top of its parts. */
    public Api(ApiParts parts) {
        this(parts, Duration.ofDays(1));
    }

    /**
     * The API where builds are done by another process, which cannot tell this one when they end.
     *
     * @param look how often to look, while a caller waits, whether a build has ended; not zero
     */
    public Api(ApiParts parts, Duration look) {
        this(parts, (latch, atMost) -> latch.await(atMost.toMillis(), TimeUnit.MILLISECONDS), look);
    }

    /** The same, with another way to wait. */
    Api(ApiParts parts, Asking.Patience patience) {
        this(parts, patience, Duration.ofDays(1));
    }

    private Api(ApiParts parts, Asking.Patience patience, Duration look) {
        InstantSource clock = parts.clock();
        ApiSettings settings = parts.settings();
        this.access = new Access(parts.tokens(), settings.readingIsPublic(), clock);
        this.audit = new Audit(parts.audit(), clock);
        this.refusals = new Refusals(audit);
        this.refreshes = parts.refreshes();
        RateLimit limit = new RateLimit(settings.buildsPerMinute(), clock);
        this.asking = new Asking(refreshes, parts.snapshots(), limit, audit, parts.wake(), patience, look, clock);
        Snapshots snapshots = new Snapshots(parts.files());
        Fallbacks fallbacks = new Fallbacks(parts.snapshots(), parts.metrics(), clock);
        Computed computed = new Computed(snapshots, parts.samples(), parts.metrics(), clock);
        Collectors collectors = new Collectors(access, refusals);
        this.latest = new Latest(
                access,
                refusals,
                parts.files(),
                snapshots,
                fallbacks,
                computed,
                asking,
                parts.samples(),
                settings,
                clock);
        this.refresh = new RefreshRoutes(access, refusals, refreshes, asking, parts.samples());
        this.uploads = new Uploads(
                collectors,
                refusals,
                audit,
                parts.metrics(),
                parts.samples(),
                parts.copies(),
                parts.rules().thresholds(),
                asking,
                clock);
        this.fallbackUploads = new FallbackUploads(collectors, audit, fallbacks, clock);
        this.listings = new Listings(access, refusals, parts.files());
        this.calendar = new CalendarRoutes(parts, access, refusals, asking, limit);
    }

    @Override
    public Optional<Admission> admit(Call call) {
        try {
            return Optional.ofNullable(route(call)).map(admission -> caught(call, admission));
        } catch (StoreException e) {
            return Optional.of(new Admission.Answered(unavailable(call)));
        }
    }

    /** A store may fail as well when the body is there. */
    private static Admission caught(Call call, Admission admission) {
        return admission instanceof Admission.Wanted(int maxBytes, Admission.Body body)
                ? new Admission.Wanted(maxBytes, new Admission.Body() {
                    @Override
                    public Reply reply(byte[] bytes) {
                        try {
                            return body.reply(bytes);
                        } catch (StoreException e) {
                            return unavailable(call);
                        }
                    }

                    @Override
                    public Reply tooLong() {
                        return body.tooLong();
                    }
                })
                : admission;
    }

    private static Reply unavailable(Call call) {
        return new Reply.Whole(
                Problems.unavailable("A store cannot be reached at the moment. Ask again.", call.method()), Facts.NONE);
    }

    private @Nullable Admission route(Call call) {
        String path = call.path();
        return switch (path) {
            case Latest.PATH -> new Admission.Answered(latest.latest(call));
            case Latest.META_PATH -> new Admission.Answered(latest.meta(call));
            case RefreshRoutes.PATH -> refresh.ask(call);
            case Uploads.PATH -> uploads.admit(call);
            case CalendarRoutes.ROLLUPS -> new Admission.Answered(calendar.rollups(call));
            case CalendarRoutes.DASHBOARD -> new Admission.Answered(calendar.dashboard(call));
            case CalendarRoutes.COVERAGE -> new Admission.Answered(calendar.coverage(call));
            case Listings.HOSTS -> new Admission.Answered(listings.hosts(call));
            case Listings.OPENAPI -> new Admission.Answered(listings.openApi(call));
            default -> {
                String id = Refreshes.idOf(path);
                Reply reply = id != null
                        ? refresh.file(call, id)
                        : path.startsWith(RefreshRoutes.PATH + "/") ? refresh.about(call) : null;
                if (reply != null) {
                    yield new Admission.Answered(reply);
                }
                yield FallbackUploads.isFor(path) ? fallbackUploads.admit(call) : null;
            }
        };
    }

    @Override
    public Optional<Answer> refuseReading(Call call) {
        if (access.isPublic() || call.method().equals("OPTIONS")) {
            return Optional.empty();
        }
        try {
            Caller caller = access.reader(call);
            Optional<Answer> refusal = caller instanceof Caller.Known
                    ? access.refusal(caller, scopeOf(call.path(), caller), call.method())
                    : access.mustKnow(caller, call.method());
            refusal.ifPresent(answer -> refusals.reply(caller, call, "read", answer));
            return refusal;
        } catch (StoreException e) {
            return Optional.of(Problems.unavailable("The token cannot be checked at the moment.", call.method()));
        }
    }

    /** Whose data a path is; the page and the description of the deployment are everybody's who may read at all. */
    private static Scope scopeOf(String path, Caller caller) {
        String key = path.substring(path.startsWith("/") ? 1 : 0)
                .replaceFirst("^(fallback/|aggregated/)?host%3[Dd]", "$1host=");
        String plain = key.startsWith("fallback/") ? key.substring("fallback/".length()) : key;
        try {
            boolean isData = plain.startsWith("host=")
                    || plain.startsWith("latest_")
                    || plain.startsWith(Scope.ROLLUPS)
                    || plain.equals("manifest.json")
                    || plain.equals(Directory.HOSTS);
            if (isData) {
                return Scope.ofKey(plain);
            }
        } catch (IllegalArgumentException e) {
            // There is no such file, which is what the answer will say.
        }
        return caller instanceof Caller.Known known && known.token().host() != null
                ? Scope.host(known.token().host())
                : Scope.ALL;
    }

    @Override
    public boolean mayReadAll(Call call) {
        try {
            return access.isPublic()
                    || access.refusal(access.reader(call), Scope.ALL, call.method())
                            .isEmpty();
        } catch (StoreException e) {
            return false;
        }
    }

    @Override
    public void looked(String scope) {
        asking.wake(new Scope(scope));
    }

    @Override
    public Answer guarded(Answer answer) {
        return access.guarded(answer);
    }

    /** Notes what was counted, and puts right what went wrong meanwhile. To be called about once in ten seconds. */
    public void sweep() {
        try {
            audit.sweep();
        } finally {
            refreshes.sweep();
        }
    }
}
