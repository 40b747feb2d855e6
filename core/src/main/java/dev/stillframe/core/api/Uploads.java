package dev.stillframe.core.api;

import dev.stillframe.core.ingest.Thresholds;
import dev.stillframe.core.model.Refresh;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.Token;
import dev.stillframe.core.port.ClosedOriginException;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.read.Answer;
import dev.stillframe.core.read.Answer.Header;
import dev.stillframe.core.read.Problem;
import dev.stillframe.core.read.Query;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code POST /samples}. */
final class Uploads {
    static final String PATH = "/samples";

    private static final int MAX_BODY = 4 << 20;
    private static final List<String> METHODS = List.of("POST", "OPTIONS");
    private static final String ACTION = "POST " + PATH;
    private static final String REFRESH = "refresh";

    private final Collectors collectors;
    private final Refusals refusals;
    private final Audit audit;
    private final Intake intake;
    private final Thresholds thresholds;
    private final Asking asking;

    Uploads(
            Collectors collectors,
            Refusals refusals,
            Audit audit,
            Intake intake,
            Thresholds thresholds,
            Asking asking) {
        this.collectors = collectors;
        this.refusals = refusals;
        this.audit = audit;
        this.intake = intake;
        this.thresholds = thresholds;
        this.asking = asking;
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
        return collectors.admit(call, ACTION, MAX_BODY, "4 MB", (token, body) ->
                taken(call, token, body, refresh.equals("true")));
    }

    private Reply taken(Call call, Token token, byte[] body, boolean refresh) {
        Caller caller = new Caller.Known(token);
        String host = String.valueOf(token.host());
        switch (intake.read(body, call.header("content-type"), call.header("content-encoding"), host)) {
            case Intake.Refused refused -> {
                return refusals.reply(
                        caller,
                        call,
                        ACTION,
                        Problem.answer(refused.status(), refused.detail(), refused.allowed(), call.method()));
            }
            case Intake.Readable batch -> {
                String entry = audit.begin(caller, call, ACTION, host);
                Intake.Verdicts verdicts;
                try {
                    verdicts = batch.store(Token.origin(token.id()));
                } catch (ClosedOriginException e) {
                    audit.end(entry, "refused, 403");
                    return whole(Problems.forbidden("What this token sends is in quarantine.", call.method()));
                } catch (StoreException e) {
                    return whole(Problems.unavailable(
                            "The samples could not be stored. Send them again: none is counted twice.", call.method()));
                }
                audit.end(
                        entry,
                        "accepted " + verdicts.accepted() + ", duplicates " + verdicts.duplicates() + ", rejected "
                                + verdicts.rejected());
                boolean worse = verdicts.samples().stream().anyMatch(thresholds::isWorse);
                Asking.Outcome asked = refresh || worse ? ask(caller, Scope.host(host)) : null;
                return answer(call, verdicts, host, asked);
            }
        }
    }

    /** The samples are stored, whatever becomes of this. */
    private Asking.@Nullable Outcome ask(Caller caller, Scope scope) {
        try {
            return asking.ask(caller, scope);
        } catch (StoreException e) {
            return null;
        }
    }

    private Reply answer(Call call, Intake.Verdicts verdicts, String host, Asking.@Nullable Outcome asked) {
        Refresh refresh = asked instanceof Asking.Outcome.Accepted accepted ? accepted.refresh() : null;
        byte[] body = verdicts.toJson(
                refresh == null
                        ? null
                        : AcceptedJson.node(
                                refresh,
                                asking.etaSeconds(refresh),
                                Latest.PATH + "?window=1h&samples=100&host=" + host));
        List<Header> headers = List.of(
                new Header("Content-Type", "application/json"),
                new Header("Cache-Control", "no-store"),
                new Header("X-Content-Type-Options", "nosniff"));
        Answer answer = Answer.of(202, headers, body, call.method());
        if (asked instanceof Asking.Outcome.Limited limited) {
            answer = answer.with(
                    new Header("Retry-After", Long.toString(Math.max(1, (limited.retryMillis() + 999) / 1_000))));
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
