package dev.stillframe.aws.sqs;

import dev.stillframe.aws.Reason;
import dev.stillframe.core.port.BuildQueue;
import dev.stillframe.core.port.BuildTask;
import dev.stillframe.core.port.SideBySide;
import dev.stillframe.core.port.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/**
 * Tasks as messages of a FIFO queue of SQS: a message group for each scope, deduplicated by the id of the task. For use by any number of
 * threads.
 */
public final class SqsBuildQueue implements BuildQueue {
    /** As many messages as one request may have. */
    private static final int TOGETHER = 10;

    private static final int ATTEMPTS = 3;

    private final SqsClient sqs;
    private final String name;
    private volatile @Nullable String url;

    /** The queue of tasks of a deployment, which exists. */
    public SqsBuildQueue(SqsClient sqs, Queues queues) {
        this.sqs = sqs;
        this.name = queues.builds();
    }

    @Override
    public void send(List<BuildTask> tasks) {
        if (tasks.isEmpty()) {
            return;
        }
        // Tasks of one scope keep their order: those of one request are sent in it, and a scope stands in one request.
        Map<String, List<BuildTask>> scopes = new LinkedHashMap<>();
        tasks.forEach(task -> scopes.computeIfAbsent(task.scope().name(), s -> new ArrayList<>())
                .add(task));
        List<List<BuildTask>> rounds = new ArrayList<>();
        for (List<BuildTask> ofScope : scopes.values()) {
            for (int i = 0; i < ofScope.size(); i++) {
                if (rounds.size() == i) {
                    rounds.add(new ArrayList<>());
                }
                rounds.get(i).add(ofScope.get(i));
            }
        }
        rounds.forEach(this::sendRound);
    }

    private void sendRound(List<BuildTask> tasks) {
        List<List<BuildTask>> batches = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i += TOGETHER) {
            batches.add(tasks.subList(i, Math.min(tasks.size(), i + TOGETHER)));
        }
        int left = SideBySide.each(batches, this::sendBatch).stream()
                .mapToInt(Integer::intValue)
                .sum();
        if (left > 0) {
            throw new StoreException(left + " of " + tasks.size() + " builds could not be sent to " + name);
        }
    }

    /** Sends, and sends again what was refused. Answers how many are left. */
    private int sendBatch(List<BuildTask> tasks) {
        List<SendMessageBatchRequestEntry> left = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            BuildTask task = tasks.get(i);
            left.add(SendMessageBatchRequestEntry.builder()
                    .id(String.valueOf(i))
                    .messageBody(TaskMessage.write(task))
                    .messageGroupId(task.scope().name())
                    .messageDeduplicationId(task.id())
                    .build());
        }
        for (int attempt = 0; attempt < ATTEMPTS && !left.isEmpty(); attempt++) {
            left = refused(left);
        }
        return left.size();
    }

    private List<SendMessageBatchRequestEntry> refused(List<SendMessageBatchRequestEntry> entries) {
        try {
            SendMessageBatchResponse answer =
                    sqs.sendMessageBatch(r -> r.queueUrl(url()).entries(entries));
            List<String> failed =
                    answer.failed().stream().map(error -> error.id()).toList();
            return entries.stream().filter(e -> failed.contains(e.id())).toList();
        } catch (SdkException e) {
            throw new StoreException("builds could not be sent to " + name + ": " + Reason.of(e), e);
        }
    }

    private String url() {
        String known = url;
        if (known == null) {
            known = sqs.getQueueUrl(r -> r.queueName(name)).queueUrl();
            url = known;
        }
        return known;
    }
}
