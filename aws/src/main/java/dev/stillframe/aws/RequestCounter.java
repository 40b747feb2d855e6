package dev.stillframe.aws;

import dev.stillframe.core.port.Chain;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Counts what is sent, attempt by attempt, as it is billed: requests by service and operation ({@code S3.PutObject}), and the
 * bytes of their bodies. Also how many had to wait for one another. For use by any number of threads.
 */
public final class RequestCounter implements ExecutionInterceptor {
    private final Map<String, LongAdder> requests = new ConcurrentHashMap<>();
    private final LongAdder bytes = new LongAdder();

    /** Nothing counted yet. */
    public RequestCounter() {}

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        Chain.request();
        String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
        String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        requests.computeIfAbsent(service + "." + operation, name -> new LongAdder())
                .increment();
        context.httpRequest()
                .firstMatchingHeader("Content-Length")
                .ifPresent(length -> bytes.add(Long.parseLong(length)));
    }

    /** Requests by name since the start or the last reset. */
    public Map<String, Long> requests() {
        Map<String, Long> counts = new TreeMap<>();
        requests.forEach((name, count) -> counts.put(name, count.sum()));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    /** All requests. */
    public long total() {
        return requests().values().stream().mapToLong(Long::longValue).sum();
    }

    /** Bytes sent in bodies. */
    public long bytes() {
        return bytes.sum();
    }

    /**
     * How many requests of the calling thread, and of those it waited for, came one after another since its last reset: the rounds that
     * its work took. Those of all clients are counted.
     */
    public int rounds() {
        return Chain.length();
    }

    /** Forgets what was counted. Not exact while requests are under way. */
    public void reset() {
        Chain.start(0);
        requests.values().forEach(LongAdder::reset);
        bytes.reset();
    }
}
