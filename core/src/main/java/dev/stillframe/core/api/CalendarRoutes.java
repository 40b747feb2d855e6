package dev.stillframe.core.api;

import dev.stillframe.core.calendar.Calendar;
import dev.stillframe.core.calendar.Mode;
import dev.stillframe.core.calendar.Period;
import dev.stillframe.core.encode.CoverageEncoder;
import dev.stillframe.core.encode.RollupTable;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.read.Answer;
import dev.stillframe.core.read.CoverageReader;
import dev.stillframe.core.read.RollupReader;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /rollups}, {@code /api/dashboard} and {@code /coverage}. */
final class CalendarRoutes {
    static final String ROLLUPS = "/rollups";
    static final String DASHBOARD = "/api/dashboard";
    static final String COVERAGE = "/coverage";

    private static final String SHORT = ", max-age=60, stale-while-revalidate=60, stale-if-error=86400";

    private final Access access;
    private final Refusals refusals;
    private final Asking asking;
    private final RateLimit limit;
    private final ApiParts parts;
    private final SampleStore samples;
    private final Calendar calendar;
    private final RollupReader rollups;
    private final CoverageReader coverage;
    private final SlotReader slots;
    private final Answers answers;
    private final InstantSource clock;

    /**
     * The routes.
     *
     * @param limit how many builds, and answers past those that are kept, somebody may ask for
     */
    CalendarRoutes(ApiParts parts, Access access, Refusals refusals, Asking asking, RateLimit limit) {
        this.parts = parts;
        this.access = access;
        this.refusals = refusals;
        this.asking = asking;
        this.limit = limit;
        this.samples = parts.samples();
        this.calendar = parts.rules().calendar();
        this.rollups = new RollupReader(parts.snapshots(), parts.files()::object, calendar);
        this.coverage = new CoverageReader(rollups, samples, parts.rules());
        this.slots = new SlotReader(samples, parts.metrics(), parts.rules());
        this.clock = parts.clock();
        this.answers = new Answers(clock);
    }

    private static final class NoSuchHost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoSuchHost() {
            super("no such host", null, false, false);
        }
    }

    Reply rollups(Call call) {
        return read(call, ROLLUPS, CalendarQuery.periods(call.query()));
    }

    Reply dashboard(Call call) {
        return read(call, DASHBOARD, CalendarQuery.days(call.query()));
    }

    Reply coverage(Call call) {
        return read(call, COVERAGE, CalendarQuery.day(call.query(), today()));
    }

    private LocalDate today() {
        return calendar.day(clock.millis());
    }

    private Reply read(Call call, String path, CalendarQuery query) {
        Optional<Answer> other = ReadOnly.other(call);
        if (other.isPresent()) {
            return whole(other.get());
        }
        return switch (query) {
            case CalendarQuery.Refused refused ->
                whole(Problems.bad(refused.detail(), refused.allowed(), call.method()));
            case CalendarQuery.Periods(Scope scope, Mode mode, int periods) ->
                send(call, path, scope, mode.label() + " " + periods, false, () -> periods(scope, mode, periods));
            case CalendarQuery.Days(Scope scope, Optional<Mode> mode, int days, boolean fresh) ->
                send(
                        call,
                        path,
                        scope,
                        mode.map(Mode::label).orElse("minute") + " " + days,
                        fresh,
                        () -> mode.map(m -> days(scope, m, days)).orElseGet(() -> minutes(scope, days)));
            case CalendarQuery.Day(Scope scope, LocalDate date) ->
                send(call, path, scope, date.toString(), false, () -> coverage(scope, date));
        };
    }

    private RollupTable table() {
        return new RollupTable(parts.metrics(), calendar);
    }

    private byte[] periods(Scope scope, Mode mode, int periods) {
        return table().rollups(rollups.newest(scope, mode, Long.MIN_VALUE, periods));
    }

    private byte[] days(Scope scope, Mode mode, int days) {
        return table().dashboard(mode, rollups.newest(scope, mode, firstInstant(days), Integer.MAX_VALUE));
    }

    private byte[] minutes(Scope scope, int days) {
        return table().dashboard(Mode.HOURLY, slots.read(scope, firstInstant(days), clock.millis()));
    }

    /** When the first of so many days began, the present one included, epoch milliseconds. */
    private long firstInstant(int days) {
        return calendar.from(Period.day(today().minusDays(days - 1L)));
    }

    private byte[] coverage(Scope scope, LocalDate date) {
        return CoverageEncoder.json(scope, calendar.zone(), coverage.of(scope, date, clock.millis()));
    }

    private Reply send(Call call, String path, Scope scope, String detail, boolean fresh, Supplier<byte[]> maker) {
        Caller caller = access.reader(call);
        String action = "GET " + path;
        Optional<Answer> refusal = access.refusal(caller, scope, call.method());
        if (refusal.isPresent()) {
            return refusals.reply(caller, call, action, refusal.get());
        }
        Answers.Key key = new Answers.Key(path, scope, detail);
        Supplier<byte[]> known = () -> {
            if (!scope.isAll() && samples.head(scope).isNone()) {
                throw new NoSuchHost();
            }
            return maker.get();
        };
        try {
            Answers.Found found;
            if (fresh) {
                String who = RateLimit.keyOf(caller);
                long retry = limit.take(who);
                if (retry > 0) {
                    return refusals.reply(
                            caller, call, action, asking.tooMany(new Asking.Outcome.Limited(retry), call.method()));
                }
                found = answers.fresh(key, known);
            } else {
                found = answers.get(key, known);
            }
            asking.wake(scope);
            String cache = found.hit() ? "hit" : "miss";
            String control = fresh ? "no-store" : access.audience() + SHORT;
            Answer answer = access.guarded(found.prepared().answer(call, control, cache));
            return new Reply.Whole(answer, new Facts(scope.name(), cache, -1, "", caller.id()));
        } catch (NoSuchHost e) {
            return whole(Problems.noSuchHost(call.method()));
        } catch (SlotReader.TooMany e) {
            return whole(Problems.bad(
                    "There are more than " + SlotReader.MOST + " tests in these days. Ask for fewer days, or one host.",
                    List.of(),
                    call.method()));
        }
    }

    private static Reply whole(Answer answer) {
        return new Reply.Whole(answer, Facts.NONE);
    }
}
