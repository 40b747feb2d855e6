package dev.stillframe.aws.s3;

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

/** Stands between the real client and the real server, and does to each attempt what networks and busy servers do. */
final class Tampering implements SdkHttpClient {
    private final SdkHttpClient real;
    private Consumer<SdkHttpRequest.Builder> change = request -> {};
    private Function<SdkHttpRequest, Fault> faults = request -> Fault.NONE;

    Tampering(ClientSettings settings) {
        real = Clients.connections(settings);
    }

    /** What happens to one attempt. */
    enum Fault {
        NONE,
        /** The server is busy, and does nothing. */
        THROTTLED,
        /** The server fails, and does nothing. */
        FAILED,
        /** The server does it, and says that it failed. */
        FAILED_AFTER,
        /** The server does it, and the answer never comes. */
        LOST_ANSWER
    }

    /** Changes each request before it is sent. */
    Tampering request(Consumer<SdkHttpRequest.Builder> consumer) {
        change = consumer;
        return this;
    }

    /** Decides about each attempt; on many threads. */
    Tampering faults(Function<SdkHttpRequest, Fault> source) {
        faults = source;
        return this;
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
                return switch (faults.apply(changed)) {
                    case NONE -> prepared.call();
                    case THROTTLED -> problem(503, "SlowDown");
                    case FAILED -> problem(500, "InternalError");
                    case FAILED_AFTER -> {
                        finish(prepared.call());
                        yield problem(500, "InternalError");
                    }
                    case LOST_ANSWER -> {
                        finish(prepared.call());
                        throw new IOException("the answer did not come");
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

    private static HttpExecuteResponse problem(int status, String code) {
        byte[] body =
                ("<Error><Code>" + code + "</Code><Message>made up</Message></Error>").getBytes(StandardCharsets.UTF_8);
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder()
                        .statusCode(status)
                        .putHeader("Content-Type", "application/xml")
                        .putHeader("Content-Length", Integer.toString(body.length))
                        .build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                .build();
    }

    @Override
    public void close() {
        real.close();
    }
}
