package dev.stillframe.aws.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.aws.Clients;
import dev.stillframe.aws.servers.ElasticMq;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

class QueueCheckTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Clients clients = ElasticMq.SERVER.clients();
    private final SqsClient sqs = clients.sqs();
    private final Queues queues = new Queues("check-test-" + NUMBER.incrementAndGet());

    @AfterEach
    void close() {
        clients.close();
    }

    private List<String> missing(SqsClient client) {
        return new QueueCheck(client, queues, true, () -> UUID.randomUUID().toString()).missing();
    }

    @Test
    void a_server_that_does_everything_can_be_used_and_is_left_as_it_was() {
        queues.create(sqs);
        assertThat(missing(sqs)).isEmpty();
        assertThat(sqs.listQueues(r -> r.queueNamePrefix("check-")).queueUrls())
                .noneMatch(url -> !url.contains("check-test-"));
    }

    @Test
    void queues_that_are_not_there_are_named() {
        assertThat(missing(sqs))
                .containsExactly("the queues " + queues.builds() + " and " + queues.dead() + " are not both there");
    }

    @Test
    void a_queue_that_holds_nothing_back_and_has_no_dead_letters_is_told_by_it() {
        sqs.createQueue(r -> r.queueName(queues.dead()).attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")));
        sqs.createQueue(r -> r.queueName(queues.builds())
                .attributes(
                        Map.of(QueueAttributeName.FIFO_QUEUE, "true", QueueAttributeName.VISIBILITY_TIMEOUT, "10")));
        assertThat(missing(sqs))
                .hasSize(2)
                .anySatisfy(m -> assertThat(m).contains("redrive"))
                .anySatisfy(m -> assertThat(m).contains("for 10 s"));
    }

    @Test
    void a_server_that_forgets_ids_is_told_by_it() {
        queues.create(sqs);
        assertThat(missing(less(send -> send.toBuilder()
                        .messageDeduplicationId(UUID.randomUUID().toString())
                        .build())))
                .containsExactly(
                        "a message that is sent twice with one id is handed out twice (MessageDeduplicationId)");
    }

    @Test
    void a_server_that_knows_no_groups_is_told_by_it() {
        queues.create(sqs);
        assertThat(missing(less(send -> send.toBuilder()
                        .messageGroupId(UUID.randomUUID().toString())
                        .build())))
                // Which of the two it shows first is chance.
                .singleElement(InstanceOfAssertFactories.STRING)
                .isIn(
                        "while a message is in work, it or another of its group is handed out",
                        "messages of a group are not handed out in their order");
    }

    /** The real client of a server that does less than it is asked for. */
    private SqsClient less(UnaryOperator<SendMessageRequest> less) {
        return (SqsClient) Proxy.newProxyInstance(
                SqsClient.class.getClassLoader(), new Class<?>[] {SqsClient.class}, (proxy, method, arguments) -> {
                    Object[] changed = arguments;
                    if (method.getName().equals("sendMessage") && arguments[0] instanceof SendMessageRequest send) {
                        changed = new Object[] {less.apply(send)};
                    }
                    try {
                        return method.isDefault() && !(arguments[0] instanceof SdkRequest)
                                ? java.lang.reflect.InvocationHandler.invokeDefault(proxy, method, arguments)
                                : method.invoke(sqs, changed);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
