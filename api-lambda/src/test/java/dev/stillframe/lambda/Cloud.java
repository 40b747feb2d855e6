package dev.stillframe.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.stillframe.aws.AwsEdition;
import dev.stillframe.aws.ClientSettings;
import dev.stillframe.aws.Clients;
import dev.stillframe.aws.FunctionSettings;
import dev.stillframe.aws.Place;
import dev.stillframe.aws.UnfitStoreException;
import dev.stillframe.aws.dynamodb.DynamoFactStore;
import dev.stillframe.aws.servers.Tampering;
import dev.stillframe.aws.sqs.Queues;
import dev.stillframe.aws.sqs.TaskMessage;
import dev.stillframe.builder.BuildFunction;
import dev.stillframe.builder.ScheduleFunction;
import dev.stillframe.core.access.Issued;
import dev.stillframe.core.access.Tokens;
import dev.stillframe.core.model.Role;
import dev.stillframe.core.port.BuildTask;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.testkit.ManualClock;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A deployment on servers of tests, with its three functions; the test is what calls them. */
final class Cloud implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Later than the servers' clocks, which expire items by their own. */
    final ManualClock clock = new ManualClock(Instant.parse("2040-01-02T08:15:00Z"));

    final List<String> log = new ArrayList<>();
    final FunctionSettings settings;
    final Clients clients;
    final S3Client s3;
    final Queues queues;
    private final SqsClient sqs;

    RequestStreamHandler api;
    RequestStreamHandler schedule;
    RequestStreamHandler builder;

    Cloud(ClientSettings servers, Map<String, String> environment) {
        Place place = Place.of("flow-" + NUMBER.incrementAndGet(), environment);
        this.settings = new FunctionSettings(place, servers, environment);
        this.clients = new Clients(servers);
        this.s3 = clients.s3();
        this.sqs = clients.sqs();
        this.queues = new Queues(place.deployment());
        s3.createBucket(r -> r.bucket(place.buckets().publicName()));
        s3.createBucket(r -> r.bucket(place.buckets().privateName()));
        place.tables().create(clients.dynamodb());
        queues.create(sqs);
        api = new ApiFunction(settings, clock, log::add);
        schedule = new ScheduleFunction(settings, clock, log::add);
        try {
            builder = new BuildFunction(settings, clock, log::add);
        } catch (UnfitStoreException e) {
            // Emulators that run on the Java machine check conditions and write in two steps. One caller at a time does
            // no harm.
            System.out.println("  refused: " + e.getMessage());
            assertThat(e).hasMessageContaining("If-Match does not hold under a race");
            new DynamoFactStore(clients.dynamodb(), place.tables(), () -> "test")
                    .put("stores-checked", clients.target() + " " + place.buckets());
            builder = new BuildFunction(settings, clock, log::add);
        }
    }

    /** An answer of the API. */
    record Answer(int status, Map<String, String> headers, byte[] body) {
        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }

    Answer request(String method, String path, String query, Map<String, String> headers, byte[] body) {
        ObjectNode event = JsonMapper.shared().createObjectNode();
        event.put("version", "2.0").put("rawPath", path).put("rawQueryString", query);
        event.putObject("requestContext")
                .putObject("http")
                .put("method", method)
                .put("sourceIp", "192.0.2.7");
        ObjectNode fields = event.putObject("headers");
        headers.forEach(fields::put);
        if (body.length > 0) {
            fields.put("content-type", "application/json");
            event.put("body", Base64.getEncoder().encodeToString(body)).put("isBase64Encoded", true);
        }
        JsonNode answer = Invocation.call(api, event.toString());
        Map<String, String> answered = new java.util.TreeMap<>();
        answer.path("headers")
                .properties()
                .forEach(h -> answered.put(h.getKey(), h.getValue().asString()));
        String text = answer.path("body").asString();
        return new Answer(
                answer.path("statusCode").asInt(),
                answered,
                answer.path("isBase64Encoded").asBoolean()
                        ? Base64.getDecoder().decode(text)
                        : text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    Answer get(String path, String query) {
        return request("GET", path, query, Map.of(), new byte[0]);
    }

    /** A round of the schedule. Answers how many builds it sent. */
    int tick() {
        return Invocation.call(schedule, "{\"source\":\"aws.scheduler\"}")
                .path("sent")
                .asInt();
    }

    /** Hands what waits in the queue to the builder, as the service does, until nothing waits. Answers how many were done. */
    int work() {
        String url = sqs.getQueueUrl(r -> r.queueName(queues.builds())).queueUrl();
        int done = 0;
        while (true) {
            List<Message> messages = sqs.receiveMessage(r -> r.queueUrl(url)
                            .maxNumberOfMessages(1)
                            .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                    .messages();
            if (messages.isEmpty()) {
                return done;
            }
            Set<String> failed = hand(messages);
            for (Message message : messages) {
                if (failed.contains(message.messageId())) {
                    sqs.changeMessageVisibility(r -> r.queueUrl(url)
                            .receiptHandle(message.receiptHandle())
                            .visibilityTimeout(0));
                } else {
                    sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle(message.receiptHandle()));
                    done++;
                }
            }
        }
    }

    /** What a collector of a host sends with each request. */
    Map<String, String> collector(AwsEdition edition, String host) {
        Issued issued =
                new Tokens(edition.tokens(), clock, new SecureRandom()).issue(Role.COLLECTOR, host, Long.MAX_VALUE);
        return Map.of("authorization", "Bearer " + issued.text());
    }

    /** The body of an upload with samples at some instants. */
    static byte[] samples(String host, long... times) {
        ArrayNode body = JsonMapper.shared().createArrayNode();
        for (long t : times) {
            body.addObject()
                    .put("host", host)
                    .put("t", t)
                    .put("download", t % 1000 / 10.0)
                    .put("upload", 40.2)
                    .put("ping", 11.2);
        }
        return JsonMapper.shared().writeValueAsBytes(body);
    }

    /**
     * The deployment as another process has it open.
     *
     * @param network what its requests pass through
     */
    AwsEdition open(Tampering network) {
        return AwsEdition.open(
                settings.place(),
                new Clients(settings.clients(), network),
                settings.environment(),
                clock,
                () -> UUID.randomUUID().toString());
    }

    /** Another instance of the function that builds. */
    RequestStreamHandler builder(Tampering network) {
        return new BuildFunction(open(network), log::add);
    }

    /** A message of the queue as its service hands it to a function. */
    static String event(BuildTask task, int received) {
        ObjectNode event = JsonMapper.shared().createObjectNode();
        ObjectNode message = event.putArray("Records").addObject();
        message.put("messageId", task.id()).put("body", TaskMessage.write(task));
        message.putObject("attributes").put("ApproximateReceiveCount", String.valueOf(received));
        return event.toString();
    }

    /** Hands a message to a function. Answers whether it is done with it. */
    static boolean deliver(RequestStreamHandler function, BuildTask task, int received) {
        return Invocation.call(function, event(task, received))
                .path("batchItemFailures")
                .isEmpty();
    }

    private Set<String> hand(List<Message> messages) {
        ObjectNode event = JsonMapper.shared().createObjectNode();
        var records = event.putArray("Records");
        for (Message message : messages) {
            ObjectNode each = records.addObject();
            each.put("messageId", message.messageId()).put("body", message.body());
            ObjectNode attributes = each.putObject("attributes");
            message.attributes().forEach((name, value) -> attributes.put(name.toString(), value));
        }
        Set<String> failed = new HashSet<>();
        try {
            Invocation.call(builder, event.toString())
                    .path("batchItemFailures")
                    .forEach(f -> failed.add(f.path("itemIdentifier").asString()));
        } catch (StoreException e) {
            // Of a function that throws, all messages are handed out again.
            messages.forEach(message -> failed.add(message.messageId()));
        }
        return failed;
    }

    @Override
    public void close() {
        clients.close();
    }
}
