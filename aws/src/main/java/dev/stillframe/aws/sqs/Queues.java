package dev.stillframe.aws.sqs;

import dev.stillframe.aws.Reason;
import dev.stillframe.core.port.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * The two queues of a deployment, and the description of them that every other has to agree with: {@code NAME-builds.fifo}, and
 * {@code NAME-builds-dead.fifo} for messages that were handed out {@link #ATTEMPTS} times and not done.
 *
 * @param deployment its name
 */
public record Queues(String deployment) {
    /** How long a message is held back while somebody is at work on it, in seconds: longer than a function may run. */
    public static final int VISIBILITY_SECONDS = 130;

    /** How often a message is handed out. */
    public static final int ATTEMPTS = 3;

    /** How long a message waits at most, in seconds: what is older has been sent again by later rounds. */
    public static final int RETENTION_SECONDS = 3_600;

    /** How long a dead letter is kept, in seconds. */
    public static final int DEAD_SECONDS = 14 * 86_400;

    /** Name of the queue of tasks. */
    public String builds() {
        return deployment + "-builds.fifo";
    }

    /** Name of the queue of dead letters. */
    public String dead() {
        return deployment + "-builds-dead.fifo";
    }

    /** Creates both. */
    public void create(SqsClient sqs) {
        String deadUrl = sqs.createQueue(r -> r.queueName(dead())
                        .attributes(Map.of(
                                QueueAttributeName.FIFO_QUEUE,
                                "true",
                                QueueAttributeName.MESSAGE_RETENTION_PERIOD,
                                String.valueOf(DEAD_SECONDS))))
                .queueUrl();
        String arn = sqs.getQueueAttributes(r -> r.queueUrl(deadUrl).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        sqs.createQueue(r -> r.queueName(builds())
                .attributes(Map.of(
                        QueueAttributeName.FIFO_QUEUE,
                        "true",
                        QueueAttributeName.VISIBILITY_TIMEOUT,
                        String.valueOf(VISIBILITY_SECONDS),
                        QueueAttributeName.MESSAGE_RETENTION_PERIOD,
                        String.valueOf(RETENTION_SECONDS),
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"" + arn + "\",\"maxReceiveCount\":\"" + ATTEMPTS + "\"}")));
    }

    /**
     * Whether both are there.
     *
     * @throws StoreException when they cannot be looked at
     */
    public boolean areThere(SqsClient sqs) {
        try {
            sqs.getQueueUrl(r -> r.queueName(builds()));
            sqs.getQueueUrl(r -> r.queueName(dead()));
            return true;
        } catch (QueueDoesNotExistException e) {
            return false;
        } catch (SdkException e) {
            throw new StoreException("SQS: " + Reason.of(e), e);
        }
    }

    /**
     * What is wrong with the queues, a sentence each; empty when nothing is.
     *
     * @throws StoreException when they cannot be looked at
     */
    public List<String> problems(SqsClient sqs) {
        List<String> problems = new ArrayList<>();
        try {
            Map<QueueAttributeName, String> builds = attributes(sqs, builds());
            if (!"true".equals(builds.get(QueueAttributeName.FIFO_QUEUE))) {
                problems.add("the queue " + builds() + " is not FIFO: builds of one scope would run at once");
            }
            if (!builds.getOrDefault(QueueAttributeName.REDRIVE_POLICY, "").contains("maxReceiveCount")) {
                problems.add("the queue " + builds() + " has no redrive policy: a message that fails blocks its scope");
            }
            int held = Integer.parseInt(builds.getOrDefault(QueueAttributeName.VISIBILITY_TIMEOUT, "0"));
            if (held < VISIBILITY_SECONDS) {
                problems.add("the queue " + builds() + " holds messages back for " + held + " s, not "
                        + VISIBILITY_SECONDS + " s: the same build would run twice");
            }
            String dead = attributes(sqs, dead()).getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0");
            if (!dead.equals("0")) {
                problems.add(dead + " builds failed " + ATTEMPTS + " times and lie in " + dead());
            }
        } catch (QueueDoesNotExistException e) {
            problems.add("the queues " + builds() + " and " + dead() + " are not both there");
        } catch (SdkException e) {
            throw new StoreException("SQS: " + Reason.of(e), e);
        }
        return problems;
    }

    private static Map<QueueAttributeName, String> attributes(SqsClient sqs, String name) {
        String url = sqs.getQueueUrl(r -> r.queueName(name)).queueUrl();
        return sqs.getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributes();
    }
}
