package dev.stillframe.core.api;

import dev.stillframe.core.model.Role;
import dev.stillframe.core.model.Token;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.read.Answer;
import dev.stillframe.core.read.Problem;
import java.util.List;

/** Lets collectors send a body, and nobody else. */
final class Collectors {
    private final Access access;
    private final Refusals refusals;

    Collectors(Access access, Refusals refusals) {
        this.access = access;
        this.refusals = refusals;
    }

    /** Makes a reply of a collector's body. */
    interface Taker {
        Reply take(Token token, byte[] body);
    }

    /**
     * Admits the holder of a collector's token.
     *
     * @param action the kind of request, for the audit log
     * @param tooLong the refusal of a longer body
     */
    Admission admit(Call call, String action, int maxBytes, Refused tooLong, Taker taker) {
        return switch (who(call)) {
            case Who.Collector collector ->
                new Admission.Wanted(maxBytes, new Admission.Body() {
                    @Override
                    public Reply reply(byte[] body) {
                        // A body may take its time; what was revoked meanwhile is not taken any more.
                        return switch (who(call)) {
                            case Who.Collector still ->
                                with(taker.take(still.caller().token(), body), still.caller());
                            case Who.Other other -> refusals.reply(other.caller(), call, action, other.refusal());
                        };
                    }

                    @Override
                    public Reply tooLong() {
                        return refusals.reply(
                                collector.caller(),
                                call,
                                action,
                                Problem.answer(tooLong.status(), tooLong.detail(), tooLong.allowed(), call.method()));
                    }
                });
            case Who.Other other ->
                new Admission.Answered(refusals.reply(other.caller(), call, action, other.refusal()));
        };
    }

    private static Reply with(Reply reply, Caller.Known caller) {
        return reply instanceof Reply.Whole whole
                ? new Reply.Whole(
                        whole.answer(), whole.facts().withToken(caller.token().id()))
                : reply;
    }

    /** Whether the token of a call that was admitted is good at this moment. */
    boolean isStillGood(Call call) {
        return who(call) instanceof Who.Collector;
    }

    private sealed interface Who {
        record Collector(Caller.Known caller) implements Who {}

        record Other(Caller caller, Answer refusal) implements Who {}
    }

    private Who who(Call call) {
        Caller caller;
        try {
            caller = access.writer(call);
        } catch (StoreException e) {
            return new Who.Other(
                    new Caller.Anonymous(call.address()),
                    Problems.unavailable("The token cannot be checked at the moment.", call.method()));
        }
        return switch (caller) {
            case Caller.Anonymous a ->
                new Who.Other(
                        a,
                        Problems.unauthorized(
                                "This needs the token of a collector: 'Authorization: Bearer TOKEN'.", call.method()));
            case Caller.Refused r -> new Who.Other(r, Problems.unauthorized(r.detail(), call.method()));
            case Caller.Known known when known.token().role() == Role.COLLECTOR -> new Who.Collector(known);
            case Caller.Known known ->
                new Who.Other(
                        known,
                        Problem.answer(
                                403,
                                "This token is of role " + known.token().role().label() + ".",
                                List.of(Role.COLLECTOR.label()),
                                call.method()));
        };
    }
}
