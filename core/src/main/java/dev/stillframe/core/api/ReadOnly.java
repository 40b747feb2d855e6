package dev.stillframe.core.api;

import dev.stillframe.core.read.Answer;
import dev.stillframe.core.read.Problem;
import dev.stillframe.core.read.Query;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What every address that can only be read says before it looks at anything else. */
final class ReadOnly {
    private static final List<String> METHODS = List.of("GET", "HEAD", "OPTIONS");

    private ReadOnly() {}

    /** The answer to a preflight, or to another method; empty for a read. */
    static Optional<Answer> other(Call call) {
        if (call.method().equals("OPTIONS")) {
            return Optional.of(Preflight.forReading(METHODS));
        }
        return METHODS.contains(call.method())
                ? Optional.empty()
                : Optional.of(Problem.methodNotAllowed(METHODS, call.method()));
    }

    /** The same where no parameter is known: with one, it is refused by name. */
    static Optional<Answer> otherOrParameter(Call call) {
        return other(call)
                .or(() -> Query.parse(call.query(), Set.of()) instanceof Query.Refused refused
                        ? Optional.of(Problems.bad(refused.detail(), List.of(), call.method()))
                        : Optional.empty());
    }
}
