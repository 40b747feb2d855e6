package dev.stillframe.core.api;

import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.model.Token;
import dev.stillframe.core.model.Window;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.read.Answer;
import dev.stillframe.core.read.Answer.Header;
import dev.stillframe.core.read.Problem;
import dev.stillframe.core.read.Query;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code PUT /fallback/WINDOW/GRANULARITY}. */
final class FallbackUploads {
    private static final String PREFIX = "/fallback/";
    private static final String ACTION = "PUT /fallback";
    private static final List<String> METHODS = List.of("PUT", "OPTIONS");

    private final Collectors collectors;
    private final Audit audit;
    private final Fallbacks fallbacks;
    private final InstantSource clock;

    FallbackUploads(Collectors collectors, Audit audit, Fallbacks fallbacks, InstantSource clock) {
        this.collectors = collectors;
        this.audit = audit;
        this.fallbacks = fallbacks;
        this.clock = clock;
    }

    /** Whether a path is one to put a fallback to, or is meant as one; the files of fallbacks lie under {@code host=}. */
    static boolean isFor(String path) {
        return (path + "/").startsWith(PREFIX) && !path.startsWith(PREFIX + "host");
    }

    Admission admit(Call call) {
        String[] parts = (call.path() + "/").substring(PREFIX.length()).split("/");
        Window window = Window.of(parts.length == 0 ? "" : parts[0]).orElse(null);
        Granularity granularity = Granularity.ALL.stream()
                .filter(g -> parts.length == 2 && Integer.toString(g.points()).equals(parts[1]))
                .findFirst()
                .orElse(null);
        if (window == null || granularity == null) {
            return answered(Problem.answer(
                    404,
                    "There is no such snapshot; the path is /fallback/WINDOW/GRANULARITY.",
                    paths(),
                    call.method()));
        }
        if (call.method().equals("OPTIONS")) {
            return answered(Preflight.forWriting(METHODS));
        }
        if (!call.method().equals("PUT")) {
            return answered(Problem.methodNotAllowed(METHODS, call.method()));
        }
        if (Query.parse(call.query(), Set.of()) instanceof Query.Refused refused) {
            return answered(Problems.bad(refused.detail(), List.of(), call.method()));
        }
        return collectors.admit(
                call,
                ACTION,
                Fallbacks.MAX_SENT,
                Fallbacks.BODY.tooLong(),
                (token, body) -> taken(call, token, body, window, granularity));
    }

    private static List<String> paths() {
        List<String> paths = new ArrayList<>();
        for (Window window : Window.ALL) {
            for (Granularity granularity : Granularity.ALL) {
                paths.add(PREFIX + window.label() + "/" + granularity.points());
            }
        }
        return paths;
    }

    private Reply taken(Call call, Token token, byte[] body, Window window, Granularity granularity) {
        Caller caller = new Caller.Known(token);
        String host = String.valueOf(token.host());
        SnapshotId id = new SnapshotId(Scope.host(host), window, granularity);
        String entry = audit.begin(caller, call, ACTION, host);
        Fallbacks.Result result;
        try {
            result = fallbacks.put(
                    id, body, call.header("content-type"), call.header("content-encoding"), clock.millis());
        } catch (StoreException e) {
            return whole(Problems.unavailable("The fallback could not be stored. Send it again.", call.method()));
        }
        return switch (result) {
            case Refused refused -> {
                audit.end(entry, "refused, " + refused.status());
                yield whole(Problem.answer(refused.status(), refused.detail(), refused.allowed(), call.method()));
            }
            case Fallbacks.Stored stored -> {
                if (!collectors.isStillGood(call)) {
                    // Revoked, and perhaps taken back, while this was being published.
                    fallbacks.remove(id);
                    audit.end(entry, "refused, 401");
                    yield whole(Problems.unauthorized("This token was revoked.", call.method()));
                }
                audit.end(entry, "published " + stored.meta().versionId());
                List<Header> headers = List.of(
                        new Header("Content-Type", "application/json"),
                        new Header("Cache-Control", "no-store"),
                        new Header("X-Content-Type-Options", "nosniff"));
                yield new Reply.Whole(
                        Answer.of(200, headers, stored.meta().toJson(), call.method()),
                        new Facts(host, "", -1, "", ""));
            }
        };
    }

    private static Admission answered(Answer answer) {
        return new Admission.Answered(whole(answer));
    }

    private static Reply whole(Answer answer) {
        return new Reply.Whole(answer, Facts.NONE);
    }
}
