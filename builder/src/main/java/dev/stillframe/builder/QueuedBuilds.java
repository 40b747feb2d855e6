package dev.stillframe.builder;

import dev.stillframe.aws.sqs.TaskMessage;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.schedule.Work;

/**
 * Does what messages of the queue ask for.
 *
 * @param work what builds
 * @param report what tells of each build
 */
record QueuedBuilds(Work work, BuildReport report) {
    /** Does one. False when it is to be handed out again; why is in the log. */
    boolean isDone(Messages.Message message) {
        report.begin();
        try {
            Work.Done done = work.run(TaskMessage.read(message.body()), message.received() > 1);
            report.end(done.outcome());
            return !done.again();
        } catch (StoreException | IllegalArgumentException e) {
            report.problem(String.valueOf(e.getMessage()));
            return false;
        }
    }
}
