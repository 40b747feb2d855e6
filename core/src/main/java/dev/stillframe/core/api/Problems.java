package dev.stillframe.core.api;

import dev.stillframe.core.read.Answer;
import dev.stillframe.core.read.Answer.Header;
import dev.stillframe.core.read.Problem;
import java.util.List;

/** The refusals that several requests share. */
final class Problems {
    private static final String RETRY_SECONDS = "5";

    private Problems() {}

    static Answer bad(String detail, List<String> allowed, String method) {
        return Problem.answer(400, detail, allowed, method);
    }

    static Answer unauthorized(String detail, String method) {
        return Problem.answer(401, detail, List.of(), method)
                .with(
                        new Header("WWW-Authenticate", "Bearer realm=\"stillframe\""),
                        new Header("WWW-Authenticate", "Basic realm=\"stillframe\", charset=\"UTF-8\""));
    }

    static Answer forbidden(String detail, String method) {
        return Problem.answer(403, detail, List.of(), method);
    }

    static Answer notFound(String detail, String method) {
        return Problem.answer(404, detail, List.of(), method);
    }

    static Answer noSuchHost(String method) {
        return notFound("There is no such host. '/hosts' lists those there are.", method);
    }

    static Answer tooMany(String detail, long retrySeconds, String method) {
        return Problem.answer(429, detail, List.of(), method)
                .with(new Header("Retry-After", Long.toString(Math.max(1, retrySeconds))));
    }

    static Answer unavailable(String detail, String method) {
        return Problem.answer(503, detail, List.of(), method).with(new Header("Retry-After", RETRY_SECONDS));
    }
}
