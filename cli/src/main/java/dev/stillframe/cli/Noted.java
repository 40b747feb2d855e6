package dev.stillframe.cli;

import dev.stillframe.core.port.AuditLog;
import dev.stillframe.core.port.StoreException;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;

/** Does things that are noted in the audit log: before, and how they ended. What broke off has no end there. */
final class Noted {
    private static final String ACTOR = "cli";

    private final AuditLog audit;
    private final InstantSource clock;

    Noted(AuditLog audit, InstantSource clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /** Does an action on a subject, and notes its result in the words of {@code outcome}. */
    <T> T run(String action, String subject, Supplier<T> work, Function<T, String> outcome) {
        String id = audit.begin(new AuditLog.Entry(clock.millis(), ACTOR, "", action, subject, "", 1));
        T result = work.get();
        try {
            audit.end(id, outcome.apply(result));
        } catch (StoreException e) {
            // It is done, and noted; a token that was made must be shown all the same.
        }
        return result;
    }
}
