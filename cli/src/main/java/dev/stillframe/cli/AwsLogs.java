package dev.stillframe.cli;

import dev.stillframe.aws.Clients;
import dev.stillframe.aws.FunctionSettings;
import dev.stillframe.aws.LambdaFunction;
import dev.stillframe.aws.cloudwatch.LogGroup;
import dev.stillframe.aws.cloudwatch.LogTail;
import dev.stillframe.core.port.StoreException;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The logs of a deployment's functions. */
final class AwsLogs {
    /** FilterLogEvents is allowed a few times a second for a whole account. */
    private static final long PAUSE_MILLIS = 2_000;

    private final FunctionSettings settings;
    private final List<LambdaFunction> functions;
    private final long from;

    /**
     * Logs from a time on.
     *
     * @param function label of one, or {@code all}
     * @param from epoch milliseconds
     */
    AwsLogs(DeploymentOptions options, String function, long from) {
        this.functions = function.equals("all")
                ? LambdaFunction.ALL
                : List.of(LambdaFunction.of(function)
                        .orElseThrow(() -> new WrongUse("--function '" + function + "' is not one of "
                                + String.join(
                                        ", ",
                                        LambdaFunction.ALL.stream()
                                                .map(LambdaFunction::label)
                                                .toList())
                                + ", all")));
        this.settings = OnAws.settings(options.aws, options.environment());
        this.from = from;
    }

    /** Shows them, and answers with the exit code; with {@code follow} for ever. */
    int show(LogView view, boolean follow, PrintWriter err) throws InterruptedException {
        try (Clients clients = OnAws.clients(settings)) {
            Map<LogTail, String> labels = new HashMap<>();
            for (LambdaFunction function : functions) {
                LogGroup group = new LogGroup(clients, function.logGroup(settings.place()));
                labels.put(new LogTail(group, from), function.label());
            }
            List<LogTail> tails = List.copyOf(labels.keySet());
            round(tails, labels, view);
            List<String> missing = tails.stream()
                    .filter(tail -> !tail.exists())
                    .map(tail -> tail.group().name())
                    .sorted()
                    .toList();
            if (!missing.isEmpty()) {
                String text = "no log yet: " + String.join(", ", missing) + " on " + clients.target()
                        + "; a function has none until it runs";
                if (!follow && missing.size() == tails.size()) {
                    throw new Failure(text + "; are name and region right?");
                }
                err.println("stillframe: " + text);
            }
            while (follow) {
                Thread.sleep(PAUSE_MILLIS);
                try {
                    round(tails, labels, view);
                } catch (StoreException e) {
                    err.println("stillframe: " + e.getMessage() + "; trying again");
                }
            }
            return Stillframe.DONE;
        }
    }

    private static void round(List<LogTail> tails, Map<LogTail, String> labels, LogView view) {
        LogTail.round(
                tails, (tail, event) -> view.show(Objects.requireNonNull(labels.get(tail)), event.at(), event.text()));
    }
}
