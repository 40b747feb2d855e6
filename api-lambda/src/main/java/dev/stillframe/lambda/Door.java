package dev.stillframe.lambda;

import dev.stillframe.core.api.Admission;
import dev.stillframe.core.api.Call;
import dev.stillframe.core.api.Facts;
import dev.stillframe.core.api.FrontDoor;
import dev.stillframe.core.api.HealthPage;
import dev.stillframe.core.api.Reply;
import dev.stillframe.core.read.Answer;
import dev.stillframe.core.read.Problem;
import dev.stillframe.core.read.PublicFiles;
import dev.stillframe.core.read.Served;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Hands whole requests to the API and to the public files behind it. */
final class Door {
    private static final String NO_STREAMS =
            "A stream of events cannot be sent from here. Ask for /samples/refresh/ID, or for /refresh/ID.json, now and then.";

    private final FrontDoor api;
    private final PublicFiles files;
    private final HealthPage health;
    private final InstantSource clock;

    Door(FrontDoor api, PublicFiles files, HealthPage health, InstantSource clock) {
        this.api = api;
        this.files = files;
        this.health = health;
        this.clock = clock;
    }

    /** The answer to a request, and what a log tells of it. */
    Reply.Whole answer(HttpEvent event) {
        Call call = event.call();
        if (call.path().equals(HealthPage.PATH)) {
            return whole(health.answer(call.method(), call.query(), api.mayReadAll(call)));
        }
        return switch (api.admit(call).orElse(null)) {
            case null -> read(call);
            case Admission.Wanted(int maxBytes, Admission.Body body) ->
                unstreamed(event.body().length > maxBytes ? body.tooLong() : body.reply(event.body()), call);
            case Admission.Answered(Reply reply) -> unstreamed(reply, call);
        };
    }

    private static Reply.Whole unstreamed(Reply reply, Call call) {
        return switch (reply) {
            case Reply.Whole whole -> whole;
            case Reply.Stream stream -> {
                stream.events().close();
                yield new Reply.Whole(Problem.answer(501, NO_STREAMS, List.of(), call.method()), stream.facts());
            }
        };
    }

    private Reply.Whole read(Call call) {
        Optional<Answer> refused = api.refuseReading(call);
        if (refused.isPresent()) {
            return whole(refused.get());
        }
        Served served = files.serve(call.toRequest());
        if (served.cache() != Served.Cache.NONE) {
            api.looked(served.scope());
        }
        String cache =
                served.cache() == Served.Cache.NONE ? "" : served.cache().name().toLowerCase(Locale.ROOT);
        long age = served.publishedAt() < 0 ? -1 : Math.max(0, clock.millis() - served.publishedAt());
        return new Reply.Whole(api.guarded(served.answer()), new Facts(served.scope(), cache, age, "", ""));
    }

    private static Reply.Whole whole(Answer answer) {
        return new Reply.Whole(answer, Facts.NONE);
    }
}
