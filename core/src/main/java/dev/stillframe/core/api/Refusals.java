package dev.stillframe.core.api;

import dev.stillframe.core.read.Answer;

/** Makes replies of refusals, each noted in the audit log. */
final class Refusals {
    private final Audit audit;

    Refusals(Audit audit) {
        this.audit = audit;
    }

    /**
     * The reply.
     *
     * @param action the kind of request, with nothing in it that a client made up
     */
    Reply reply(Caller caller, Call call, String action, Answer answer) {
        audit.refused(caller, call, action, answer.status());
        return new Reply.Whole(answer, new Facts("", "", -1, "", caller.id()));
    }
}
