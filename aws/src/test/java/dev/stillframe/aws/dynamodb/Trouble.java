package dev.stillframe.aws.dynamodb;

import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Makes the first attempt of every so manieth request fail: it is not sent, or it is done and its answer is a 500 or never comes. In front
 * of the real client, whose own retries deal with it as they do with the service.
 */
final class Trouble implements ExecutionInterceptor {
    enum Kind {
        /** It is not sent. */
        NOT_SENT,
        /** It is done, and answered by a 500. */
        DONE_AND_500,
        /** It is done, and the time for the answer runs out. */
        DONE_AND_LOST
    }

    private static final ExecutionAttribute<Boolean> SENT = new ExecutionAttribute<>("sent");

    private final Kind kind;
    private final int every;
    private final AtomicLong requests = new AtomicLong();
    private final ThreadLocal<Boolean> struck = ThreadLocal.withInitial(() -> false);

    Trouble(Kind kind, int every) {
        this.kind = kind;
        this.every = every;
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        boolean first = attributes.getAttribute(SENT) == null;
        attributes.putAttribute(SENT, true);
        struck.set(first && requests.incrementAndGet() % every == 0);
        if (struck.get() && kind == Kind.NOT_SENT) {
            throw ApiCallAttemptTimeoutException.create(1);
        }
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        if (struck.get() && kind == Kind.DONE_AND_LOST) {
            throw ApiCallAttemptTimeoutException.create(1);
        }
    }

    @Override
    public SdkHttpResponse modifyHttpResponse(Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        SdkHttpResponse answer = context.httpResponse();
        return struck.get() && kind == Kind.DONE_AND_500
                ? answer.toBuilder().statusCode(500).build()
                : answer;
    }
}
