package dev.stillframe.aws.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.aws.Clients;
import dev.stillframe.aws.servers.ElasticMq;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.BuildQueue;
import dev.stillframe.core.port.BuildTask;
import dev.stillframe.testkit.BuildQueueContract;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** On ElasticMQ. */
class SqsBuildQueueTest extends BuildQueueContract {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final BuildTask TASK = new BuildTask(Scope.host("home"), BuildTask.Kind.DUE, "tick-home-1");

    private final Clients clients = ElasticMq.SERVER.clients();
    private final SqsClient sqs = clients.sqs();
    private final Queues queues = new Queues("test-" + NUMBER.incrementAndGet());

    @AfterEach
    void close() {
        clients.close();
    }

    @Override
    protected BuildQueue queue() {
        queues.create(sqs);
        return new SqsBuildQueue(sqs, queues);
    }

    private String url(String name) {
        return sqs.getQueueUrl(r -> r.queueName(name)).queueUrl();
    }

    private List<Message> receive(String name) {
        return sqs.receiveMessage(r -> r.queueUrl(url(name)).maxNumberOfMessages(10))
                .messages();
    }

    /** As where a builder died: nobody says that it is done, and its time runs out. */
    private void releaseUndone(Message message) {
        sqs.changeMessageVisibility(r -> r.queueUrl(url(queues.builds()))
                .receiptHandle(message.receiptHandle())
                .visibilityTimeout(0));
    }

    @Override
    protected List<BuildTask> takeAll() {
        List<BuildTask> taken = new ArrayList<>();
        for (List<Message> some = receive(queues.builds()); !some.isEmpty(); some = receive(queues.builds())) {
            for (Message message : some) {
                taken.add(TaskMessage.read(message.body()));
                sqs.deleteMessage(r -> r.queueUrl(url(queues.builds())).receiptHandle(message.receiptHandle()));
            }
        }
        return taken;
    }

    @Test
    void while_a_task_is_in_work_no_other_of_its_scope_is_handed_out_but_those_of_others_are() {
        BuildTask later = new BuildTask(TASK.scope(), BuildTask.Kind.REFRESH, "later");
        BuildTask other = new BuildTask(Scope.host("office"), BuildTask.Kind.DUE, "other");
        BuildQueue queue = queue();
        queue.send(List.of(TASK));
        assertThat(receive(queues.builds())).hasSize(1);
        queue.send(List.of(later, other));

        assertThat(receive(queues.builds()).stream().map(m -> TaskMessage.read(m.body())))
                .containsExactly(other);
    }

    @Test
    void a_task_that_is_never_done_is_handed_out_three_times_and_then_lies_with_the_dead() {
        queue().send(List.of(TASK));
        for (int i = 0; i < Queues.ATTEMPTS; i++) {
            List<Message> handed = receive(queues.builds());
            assertThat(handed).hasSize(1);
            releaseUndone(handed.getFirst());
        }

        assertThat(receive(queues.builds())).isEmpty();
        assertThat(queues.problems(sqs)).containsExactly("1 builds failed 3 times and lie in " + queues.dead());
        assertThat(receive(queues.dead()).stream().map(m -> TaskMessage.read(m.body())))
                .containsExactly(TASK);
    }

    @Test
    void what_is_wrong_with_queues_is_said() {
        assertThat(queues.problems(sqs))
                .containsExactly("the queues " + queues.builds() + " and " + queues.dead() + " are not both there");
        queue();
        assertThat(queues.problems(sqs)).isEmpty();
    }
}
