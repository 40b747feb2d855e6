package dev.stillframe.core.api;

import dev.stillframe.core.ingest.SampleCheck;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Refresh;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.Thresholds;
import dev.stillframe.core.model.Token;
import dev.stillframe.core.port.ClosedOriginException;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.read.Answer;
import dev.stillframe.core.read.Answer.Header;
import dev.stillframe.core.read.Problem;
import dev.stillframe.core.read.Query;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code POST /samples}. */
final class Uploads {
    static final String PATH = "/samples";

    private static final List<String> METHODS = List.of("POST", "OPTIONS");
    private static final String ACTION = "POST " + PATH;
    private static final String REFRESH = "refresh";

    private final Collectors collectors;
    private final Refusals refusals;
    private final Audit audit;
    private final UploadReader reader;
    private final Metrics metrics;
    private final SampleCheck check;
    private final SampleStore samples;
    private final RawCopies copies;
    private final Thresholds thresholds;
    private final Asking asking;
    private final InstantSource clock;

    Uploads(
            Collectors collectors,
            Refusals refusals,
            Audit audit,
            Metrics metrics,
            SampleStore samples,
            RawCopies copies,
            Thresholds thresholds,
            Asking asking,
            InstantSource clock) {
        this.collectors = collectors;
        this.refusals = refusals;
        this.audit = audit;
        this.reader = new UploadReader(metrics);
        this.metrics = metrics;
        this.check = new SampleCheck(metrics);
        this.samples = samples;
        this.copies = copies;
        this.thresholds = thresholds;
        this.asking = asking;
        this.clock = clock;
    }

    Admission admit(Call call) {
        if (call.method().equals("OPTIONS")) {
            return answered(Preflight.forWriting(METHODS));
        }
        if (!call.method().equals("POST")) {
            return answered(Problem.methodNotAllowed(METHODS, call.method()));
        }
        Query query = Query.parse(call.query(), Set.of(REFRESH));
        if (!(query instanceof Query.Parameters parameters)) {
            return answered(Problems.bad(
                    query instanceof Query.Refused refused ? refused.detail() : "", List.of(REFRESH), call.method()));
        }
        String refresh = parameters.get(REFRESH).orElse("false");
        if (!Set.of("true", "false").contains(refresh)) {
            return answered(Problems.bad(
                    "The parameter 'refresh' is neither true nor false.", List.of("true", "false"), call.method()));
        }
        return collectors.admit(
                call,
                ACTION,
                UploadReader.MAX_BYTES,
                UploadReader.BODY.tooLong(),
                (token, body) -> taken(call, token, body, refresh.equals("true")));
    }

    private Reply taken(Call call, Token token, byte[] body, boolean refresh) {
        Caller.Known caller = new Caller.Known(token);
        String host = String.valueOf(token.host());
        switch (reader.read(body, call.header("content-type"), call.header("content-encoding"), host)) {
            case Refused refused -> {
                return refusals.reply(
                        caller,
                        call,
                        ACTION,
                        Problem.answer(refused.status(), refused.detail(), refused.allowed(), call.method()));
            }
            case UploadReader.Read read -> {
                return stored(call, caller, read, host, refresh);
            }
        }
    }

    private Reply stored(Call call, Caller.Known caller, UploadReader.Read read, String host, boolean refresh) {
        String origin = Token.origin(caller.token().id());
        String entry = audit.begin(caller, call, ACTION, host);
        UploadVerdicts verdicts;
        try {
            verdicts = UploadVerdicts.of(read.items(), metrics, check, samples, origin, clock.millis());
        } catch (ClosedOriginException e) {
            audit.end(entry, "refused, 403");
            return whole(Problems.forbidden("What this token sends is in quarantine.", call.method()));
        } catch (StoreException e) {
            return whole(Problems.unavailable(
                    "The samples could not be stored. Send them again: none is counted twice.", call.method()));
        }
        audit.end(
                entry,
                "accepted " + verdicts.stored().size() + ", duplicates " + verdicts.duplicates() + ", rejected "
                        + verdicts.rejected().size());
        boolean worse = verdicts.stored().stream().anyMatch(s -> thresholds.isWorse(Thresholds.Kind.MINIMUM, s));
        Asking.Outcome asked = refresh || worse ? ask(caller, call, Scope.host(host)) : null;
        copies.keep(host, verdicts.results());
        return answer(call, verdicts, host, asked);
    }

    /** The samples are stored, whatever becomes of this. */
    private Asking.@Nullable Outcome ask(Caller caller, Call call, Scope scope) {
        try {
            asking.wake(scope);
            return asking.ask(caller, call, ACTION, scope);
        } catch (StoreException e) {
            return null;
        }
    }

    private Reply answer(Call call, UploadVerdicts verdicts, String host, Asking.@Nullable Outcome asked) {
        Refresh refresh = asked instanceof Asking.Outcome.Accepted accepted ? accepted.refresh() : null;
        byte[] body = verdicts.toJson(
                refresh == null
                        ? null
                        : AcceptedJson.text(
                                refresh,
                                asking.etaSeconds(refresh),
                                Latest.PATH + "?window=1h&samples=100&host=" + host));
        List<Header> headers = List.of(
                new Header("Content-Type", "application/json"),
                new Header("Cache-Control", "no-store"),
                new Header("X-Content-Type-Options", "nosniff"));
        Answer answer = Answer.of(202, headers, body, call.method());
        if (asked instanceof Asking.Outcome.Limited limited) {
            answer = answer.with(new Header(
                    "Retry-After", Long.toString(Math.max(1, (limited.retryMillis() + 999) / 1_000))));
        }
        return new Reply.Whole(answer, new Facts(host, "", -1, refresh == null ? "" : refresh.id(), ""));
    }

    private static Admission answered(Answer answer) {
        return new Admission.Answered(whole(answer));
    }

    private static Reply whole(Answer answer) {
        return new Reply.Whole(answer, Facts.NONE);
    }
}
