package dev.stillframe.core.api;

import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.model.Refresh;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.read.Answer;
import dev.stillframe.core.read.Answer.Header;
import dev.stillframe.core.read.Conditions;
import dev.stillframe.core.read.HttpDate;
import dev.stillframe.core.read.Problem;
import dev.stillframe.core.read.Query;
import dev.stillframe.core.refresh.Refreshes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /samples/refresh}, its requests, and their events. */
final class RefreshRoutes {
    static final String PATH = "/samples/refresh";

    private static final int MAX_BODY = 4 << 10;
    private static final List<String> ASKING = List.of("POST", "OPTIONS");
    private static final String ACTION = "POST " + PATH;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(8).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Access access;
    private final Refusals refusals;
    private final Refreshes refreshes;
    private final Asking asking;
    private final SampleStore samples;

    RefreshRoutes(Access access, Refusals refusals, Refreshes refreshes, Asking asking, SampleStore samples) {
        this.access = access;
        this.refusals = refusals;
        this.refreshes = refreshes;
        this.asking = asking;
        this.samples = samples;
    }

    Admission ask(Call call) {
        if (call.method().equals("OPTIONS")) {
            return answered(Preflight.forReading(ASKING));
        }
        if (!call.method().equals("POST")) {
            return answered(Problem.methodNotAllowed(ASKING, call.method()));
        }
        if (Query.parse(call.query(), Set.of()) instanceof Query.Refused refused) {
            return answered(Problems.bad(refused.detail(), List.of(), call.method()));
        }
        Caller caller = access.reader(call);
        Optional<Answer> refusal = access.mustKnow(caller, call.method());
        if (refusal.isPresent()) {
            return new Admission.Answered(refusals.reply(caller, call, ACTION, refusal.get()));
        }
        if (Access.isPassword(call) && !Access.isJson(call)) {
            // A browser sends the password by itself, also for a foreign page; but that page may not send this type.
            return answered(Problem.answer(
                    415, "With a password, the type must be named.", List.of("application/json"), call.method()));
        }
        return new Admission.Wanted(MAX_BODY, new Admission.Body() {
            @Override
            public Reply reply(byte[] body) {
                return asked(call, caller, body);
            }

            @Override
            public Reply tooLong() {
                return refusals.reply(
                        caller,
                        call,
                        ACTION,
                        Problem.answer(
                                413, "The body is longer than 4 kB; it has at most a host.", List.of(), call.method()));
            }
        });
    }

    private Reply asked(Call call, Caller caller, byte[] body) {
        Scope scope;
        try {
            scope = scope(body);
        } catch (IllegalArgumentException e) {
            return refusals.reply(
                    caller,
                    call,
                    ACTION,
                    Problems.bad(String.valueOf(e.getMessage()), List.of("{}", "{\"host\": NAME}"), call.method()));
        }
        Optional<Answer> refusal = access.refusal(caller, scope, call.method());
        if (refusal.isPresent()) {
            return refusals.reply(caller, call, ACTION, refusal.get());
        }
        if (!scope.isAll() && samples.head(scope).isNone()) {
            return whole(Problems.noSuchHost(call.method()));
        }
        asking.wake(scope);
        String snapshot = Latest.PATH + "?window=1h&samples=100" + (scope.isAll() ? "" : "&host=" + scope.name());
        Optional<Refresh> done = caller instanceof Caller.Anonymous ? asking.done(scope) : Optional.empty();
        if (done.isPresent()) {
            return asking.accepted(done.get(), caller, snapshot, call.method());
        }
        return switch (asking.ask(caller, call, ACTION, scope)) {
            case Asking.Outcome.Limited limited ->
                refusals.reply(caller, call, ACTION, asking.tooMany(limited, call.method()));
            case Asking.Outcome.Accepted accepted ->
                asking.accepted(accepted.refresh(), caller, snapshot, call.method());
        };
    }

    /** The scope that a body asks for. */
    private static Scope scope(byte[] body) {
        if (body.length == 0) {
            return Scope.ALL;
        }
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("The body is not JSON.", e);
        }
        if (json.isMissingNode()) {
            return Scope.ALL;
        }
        if (!json.isObject()) {
            throw new IllegalArgumentException("The body is no JSON object.");
        }
        for (String name : json.propertyNames()) {
            if (!name.equals("host")) {
                throw new IllegalArgumentException("Only the field 'host' is known here.");
            }
        }
        JsonNode host = json.get("host");
        if (host == null || host.isNull()) {
            return Scope.ALL;
        }
        if (!host.isString() || !Scope.isHost(host.stringValue())) {
            throw new IllegalArgumentException(
                    "The field 'host' is not a host name (" + Scope.HOST_RULE + "); leave it out for all hosts.");
        }
        return Scope.host(host.stringValue());
    }

    /** {@code /samples/refresh/ID} and {@code /samples/refresh/ID/events}; null where the path is neither. */
    @Nullable
    Reply about(Call call) {
        String rest = call.path().substring(PATH.length() + 1);
        boolean events = rest.endsWith("/events");
        String id = events ? rest.substring(0, rest.length() - "/events".length()) : rest;
        return id.indexOf('/') >= 0 ? null : status(call, id, events);
    }

    /** The status, or the events, of a request. */
    private Reply status(Call call, String id, boolean events) {
        return status(call, id, events, "max-age=1");
    }

    /** The status of a request under the path of its static file. */
    Reply file(Call call, String id) {
        return status(call, id, false, "max-age=1, stale-while-revalidate=60, stale-if-error=86400");
    }

    private Reply status(Call call, String id, boolean events, String cache) {
        String action = events ? "GET " + PATH + "/{id}/events" : "GET " + PATH + "/{id}";
        Optional<Answer> other = ReadOnly.otherOrParameter(call);
        if (other.isPresent()) {
            return whole(other.get());
        }
        try {
            Caller caller = access.reader(call);
            Optional<Answer> unknown = access.mustKnow(caller, call.method());
            if (unknown.isPresent()) {
                return refusals.reply(caller, call, action, unknown.get());
            }
            Refresh refresh = refreshes.find(id).orElse(null);
            if (refresh == null) {
                return whole(Problems.notFound(
                        "There is no such request. Requests are kept for a day after their end.", call.method()));
            }
            Optional<Answer> refusal = access.refusal(caller, refresh.scope(), call.method());
            if (refusal.isPresent()) {
                return refusals.reply(caller, call, action, refusal.get());
            }
            Facts facts = new Facts(refresh.scope().name(), "", -1, refresh.id(), caller.id());
            return events ? events(call, refresh, facts) : new Reply.Whole(status(call, refresh, cache), facts);
        } catch (StoreException e) {
            return whole(Problems.unavailable("The request cannot be looked up at the moment.", call.method()));
        }
    }

    private Answer status(Call call, Refresh refresh, String cache) {
        byte[] body = refreshes.status(refresh);
        String etag = "\"" + Checksum.of(body).substring(7, 39) + "\"";
        List<Header> headers = List.of(
                new Header("ETag", etag),
                new Header("Last-Modified", HttpDate.format(refresh.last().at())),
                new Header("Cache-Control", "public, " + cache),
                new Header("Access-Control-Allow-Origin", "*"),
                new Header("Cross-Origin-Resource-Policy", "cross-origin"),
                new Header("X-Content-Type-Options", "nosniff"),
                new Header("Content-Type", "application/json"));
        return access.guarded(
                Conditions.notModified(call.header("if-none-match"), null, etag, Long.MAX_VALUE)
                        ? Answer.notModified(headers.subList(0, headers.size() - 1), body.length)
                        : Answer.of(200, headers, body, call.method()));
    }

    private Reply events(Call call, Refresh refresh, Facts facts) {
        RefreshEvents events = new RefreshEvents(refreshes, refresh, call.header("last-event-id"));
        if (events.isOver()) {
            // The client has had the last event: 204 tells a browser not to come back.
            events.close();
            return new Reply.Whole(
                    Answer.bare(
                            204,
                            List.of(
                                    new Header("Cache-Control", "no-store"),
                                    new Header("Access-Control-Allow-Origin", "*"))),
                    facts);
        }
        List<Header> headers = List.of(
                new Header("Content-Type", "text/event-stream; charset=utf-8"),
                new Header("Cache-Control", "no-store"),
                new Header("X-Accel-Buffering", "no"),
                new Header("Access-Control-Allow-Origin", "*"),
                new Header("X-Content-Type-Options", "nosniff"));
        if (call.method().equals("HEAD")) {
            events.close();
            return new Reply.Whole(Answer.bare(200, headers), facts);
        }
        return new Reply.Stream(headers, events, facts);
    }

    private static Admission answered(Answer answer) {
        return new Admission.Answered(whole(answer));
    }

    private static Reply whole(Answer answer) {
        return new Reply.Whole(answer, Facts.NONE);
    }
}
