package dev.stillframe.aws.sqs;

import dev.stillframe.core.port.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Looks at start whether the queues are as they must be, and tries on a queue of its own whether a compatible server does what they stand
 * for: an order in each group, one message for one id, none handed out while it is in work.
 */
public final class QueueCheck {
    private static final String GROUP = "check";

    private final SqsClient sqs;
    private final Queues queues;
    private final boolean compatible;
    private final Supplier<String> ids;

    /**
     * A check of the queues of a deployment.
     *
     * @param compatible whether this is a server that is to be tried, and not AWS itself, where a queue is what its attributes say.
     *     To be tried needs the right to create and delete a queue
     * @param ids random texts of letters, digits and hyphens, at most 36 characters
     */
    public QueueCheck(SqsClient sqs, Queues queues, boolean compatible, Supplier<String> ids) {
        this.sqs = sqs;
        this.queues = queues;
        this.compatible = compatible;
        this.ids = ids;
    }

    /** What is missing, a sentence each; empty for queues that can be used. Leaves nothing behind. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        try {
            missing.addAll(queues.lacking(sqs));
            if (compatible) {
                String id = ids.get();
                String name = "check-" + id + ".fifo";
                Map<QueueAttributeName, String> attributes =
                        Map.of(QueueAttributeName.FIFO_QUEUE, "true", QueueAttributeName.VISIBILITY_TIMEOUT, "60");
                String url = sqs.createQueue(r -> r.queueName(name).attributes(attributes))
                        .queueUrl();
                try {
                    new Trial(url, missing).run();
                } finally {
                    sqs.deleteQueue(r -> r.queueUrl(url));
                }
            }
        } catch (StoreException e) {
            missing.add("the queues do not answer as they should: " + e.getMessage());
        } catch (SdkException e) {
            missing.add("a queue cannot be tried: " + e.getMessage());
        }
        return missing;
    }

    /** The trial of one queue. */
    private final class Trial {
        private final String url;
        private final List<String> missing;

        Trial(String url, List<String> missing) {
            this.url = url;
            this.missing = missing;
        }

        private void send(String body, String id) {
            sqs.sendMessage(
                    r -> r.queueUrl(url).messageBody(body).messageGroupId(GROUP).messageDeduplicationId(id));
        }

        private @Nullable Message receive() {
            List<Message> found = sqs.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(1))
                    .messages();
            return found.isEmpty() ? null : found.getFirst();
        }

        private boolean is(@Nullable Message message, String body) {
            return message != null && body.equals(message.body());
        }

        private void done(@Nullable Message message) {
            if (message != null) {
                sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle(message.receiptHandle()));
            }
        }

        void run() {
            send("first", "1");
            send("second", "2");
            send("first", "1");
            Message first = receive();
            if (!is(first, "first") || first == null) {
                missing.add("messages of a group are not handed out in their order");
                return;
            }
            if (receive() != null) {
                missing.add("while a message is in work, it or another of its group is handed out");
                return;
            }
            sqs.changeMessageVisibility(
                    r -> r.queueUrl(url).receiptHandle(first.receiptHandle()).visibilityTimeout(0));
            Message again = receive();
            if (!is(again, "first")) {
                missing.add("a message that is not done is not handed out again before others of its group");
                return;
            }
            done(again);
            Message second = receive();
            if (!is(second, "second")) {
                missing.add("a message that is done is not followed by the next of its group");
                return;
            }
            done(second);
            if (receive() != null) {
                missing.add("a message that is sent twice with one id is handed out twice (MessageDeduplicationId)");
            }
        }
    }
}
