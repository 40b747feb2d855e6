package dev.stillframe.lambda;

import dev.stillframe.aws.cloudwatch.EmbeddedMetrics;
import dev.stillframe.aws.cloudwatch.EmbeddedMetrics.Metric;
import dev.stillframe.aws.cloudwatch.EmbeddedMetrics.Unit;
import dev.stillframe.core.api.Call;
import dev.stillframe.core.api.Reply;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A line of the log for each request, with its metrics.
 *
 * @param metrics takes the lines
 */
record RequestReport(EmbeddedMetrics metrics) {
    void answered(Call call, Reply.Whole reply, long millis) {
        int status = reply.answer().status();
        Map<String, String> facts = new TreeMap<>();
        facts.put("method", call.method());
        facts.put("path", call.path());
        facts.put("status", Integer.toString(status));
        facts.put("address", call.address());
        facts.put("scope", reply.facts().scope());
        facts.put("refresh", reply.facts().refresh());
        facts.put("token", reply.facts().token());
        facts.values().removeIf(String::isEmpty);
        metrics.put(
                List.of(
                        new Metric("Requests", Unit.COUNT, 1),
                        new Metric("ServerErrors", Unit.COUNT, status >= 500 ? 1 : 0),
                        new Metric("AnswerTime", Unit.MILLISECONDS, millis)),
                facts);
    }

    void problem(String what) {
        metrics.put(List.of(new Metric("Problems", Unit.COUNT, 1)), Map.of("problem", what));
    }
}
