package dev.stillframe.aws.servers;

import dev.stillframe.aws.ClientSettings;
import dev.stillframe.aws.Clients;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Stands between the real client of one process and the real servers, and does to each attempt what networks, busy servers and time limits
 * do.
 */
public final class Tampering implements SdkHttpClient {
    private final SdkHttpClient real;
    private Consumer<SdkHttpRequest.Builder> change = request -> {};
    private volatile Function<SdkHttpRequest, Fault> faults = request -> Fault.NONE;
    private volatile boolean dead;

    /** With connections as these settings say. */
    public Tampering(ClientSettings settings) {
        real = Clients.connections(settings);
    }

    /** What happens to one attempt. */
    public enum Fault {
        /** Nothing. */
        NONE,
        /** The server is busy, and does nothing. */
        THROTTLED,
        /** The server fails, and does nothing. */
        FAILED,
        /** The server does it, and says that it failed. */
        FAILED_AFTER,
        /** The server does it, and the answer never comes. */
        LOST_ANSWER,
        /** A transaction meets another one, and is cancelled; other requests are throttled, as the database does it without capacity. */
        CANCELLED,
        /** The process is killed before it sends; whatever else it has under way sends nothing more either. */
        KILLED
    }

    /** The process is killed. No production code catches it. */
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed at its time limit", null, false, false);
        }
    }

    /** Changes each request before it is sent. */
    public Tampering request(Consumer<SdkHttpRequest.Builder> consumer) {
        change = consumer;
        return this;
    }

    /** Decides about each attempt; on many threads. What it does itself happens before the attempt is sent. */
    public Tampering faults(Function<SdkHttpRequest, Fault> source) {
        faults = source;
        return this;
    }

    /** No faults from now on. */
    public void calm() {
        faults = request -> Fault.NONE;
    }

    /** Whether the process was killed. */
    public boolean isDead() {
        return dead;
    }

    /** The operation of DynamoDB or SQS that a request asks for, such as {@code PutItem}; empty for one of S3. */
    public static String operation(SdkHttpRequest request) {
        return request.firstMatchingHeader("X-Amz-Target")
                .map(target -> target.substring(target.indexOf('.') + 1))
                .orElse("");
    }

    /** Whether a request is sent for the first time, as the client says in it. */
    public static boolean isFirstAttempt(SdkHttpRequest request) {
        return request.firstMatchingHeader("amz-sdk-request")
                .filter(attempt -> attempt.contains("attempt=1"))
                .isPresent();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        SdkHttpRequest changed = request.httpRequest().copy(change);
        HttpExecuteRequest.Builder builder = HttpExecuteRequest.builder().request(changed);
        request.contentStreamProvider().ifPresent(builder::contentStreamProvider);
        ExecutableHttpRequest prepared = real.prepareRequest(builder.build());
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                if (dead) {
                    throw new Killed();
                }
                return switch (faults.apply(changed)) {
                    case NONE -> prepared.call();
                    case THROTTLED -> Problems.throttled(changed);
                    case FAILED -> Problems.failed(changed);
                    case FAILED_AFTER -> {
                        finish(prepared.call());
                        yield Problems.failed(changed);
                    }
                    case LOST_ANSWER -> {
                        finish(prepared.call());
                        throw new IOException("the answer did not come");
                    }
                    case CANCELLED -> Problems.cancelled(changed);
                    case KILLED -> {
                        dead = true;
                        throw new Killed();
                    }
                };
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    private static void finish(HttpExecuteResponse response) throws IOException {
        if (response.responseBody().isPresent()) {
            response.responseBody().get().readAllBytes();
        }
    }

    /** Answers of services that did not do what they were asked for. */
    private static final class Problems {
        private static final String DYNAMODB = "com.amazonaws.dynamodb.v20120810#";

        static HttpExecuteResponse throttled(SdkHttpRequest request) {
            if (isOf(request, "DynamoDB")) {
                return json(400, DYNAMODB + "ThrottlingException", "");
            }
            return isOf(request, "SQS") ? json(403, "com.amazonaws.sqs#RequestThrottled", "") : xml(503, "SlowDown");
        }

        static HttpExecuteResponse failed(SdkHttpRequest request) {
            if (isOf(request, "DynamoDB")) {
                return json(500, DYNAMODB + "InternalServerError", "");
            }
            return isOf(request, "SQS")
                    ? json(500, "com.amazonaws.sqs#InternalFailure", "")
                    : xml(500, "InternalError");
        }

        static HttpExecuteResponse cancelled(SdkHttpRequest request) {
            if (operation(request).equals("TransactWriteItems")) {
                return json(
                        400,
                        DYNAMODB + "TransactionCanceledException",
                        ",\"CancellationReasons\":[{\"Code\":\"None\"},{\"Code\":\"TransactionConflict\"}]");
            }
            return isOf(request, "DynamoDB")
                    ? json(400, DYNAMODB + "ProvisionedThroughputExceededException", "")
                    : throttled(request);
        }

        private static boolean isOf(SdkHttpRequest request, String service) {
            return request.firstMatchingHeader("X-Amz-Target")
                    .filter(target -> target.contains(service))
                    .isPresent();
        }

        private static HttpExecuteResponse xml(int status, String code) {
            return answer(
                    status, "application/xml", "<Error><Code>" + code + "</Code><Message>made up</Message></Error>");
        }

        private static HttpExecuteResponse json(int status, String type, String more) {
            return answer(
                    status,
                    "application/x-amz-json-1.0",
                    "{\"__type\":\"" + type + "\",\"message\":\"made up\"" + more + "}");
        }

        private static HttpExecuteResponse answer(int status, String type, String text) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            return HttpExecuteResponse.builder()
                    .response(SdkHttpResponse.builder()
                            .statusCode(status)
                            .putHeader("Content-Type", type)
                            .putHeader("Content-Length", Integer.toString(body.length))
                            .build())
                    .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                    .build();
        }
    }

    @Override
    public void close() {
        real.close();
    }
}
