package dev.stillframe.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code logs}: what the functions of a deployment on AWS do. */
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        header = "Show what the functions of a deployment on AWS do.",
        description = {
            "Shows the logs of the functions, merged by time: a line for each build, round and request, problems in red.",
            "What Lambda itself writes is left out. With --follow, events are shown as they come, until Ctrl-C."
        },
        footer = {
            "",
            "Examples:",
            "  stillframe logs --aws speed",
            "  stillframe logs --aws speed --function builder --since 2h",
            "  stillframe logs --aws speed --follow",
            "",
            "A running 'serve' on this machine writes its log to log/requests.jsonl in the data folder."
        })
final class LogsCommand implements Callable<Integer> {
    private static final Pattern SPAN = Pattern.compile("([0-9]{1,6})(s|m|h|d)");

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    DeploymentOptions options = new DeploymentOptions();

    @Option(
            names = "--function",
            paramLabel = "NAME",
            defaultValue = "all",
            description = "schedule, builder, api or all (default: all).")
    String function = "all";

    @Option(
            names = "--since",
            paramLabel = "SPAN",
            defaultValue = "5m",
            description = "From when on: 90s, 5m, 2h, 3d ago, or an instant (default: 5m).")
    String since = "5m";

    @Option(names = "--follow", description = "Go on showing what comes, until Ctrl-C.")
    boolean follow;

    @Option(names = "--no-color", description = "No colours (default: colours on a terminal).")
    boolean plain;

    @Override
    public Integer call() throws InterruptedException {
        if (!options.onAws()) {
            throw new WrongUse(
                    "'logs' shows what the functions of a deployment on AWS do: name it with --aws. A 'serve' on"
                            + " this machine writes log/requests.jsonl in its data folder");
        }
        long from = from(since, options.clock().millis());
        LogView view = new LogView(spec.commandLine().getOut(), options.json(), !plain && Ansi.AUTO.enabled());
        AwsLogs logs = new AwsLogs(options, function, from);
        return logs.show(view, follow, spec.commandLine().getErr());
    }

    /** When a span before now began, or the instant that is named. */
    static long from(String text, long now) {
        Matcher span = SPAN.matcher(text);
        if (span.matches()) {
            long number = Long.parseLong(span.group(1));
            Duration back = switch (span.group(2)) {
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
            return Math.max(0, now - back.toMillis());
        }
        try {
            return Math.max(0, Instant.parse(text).toEpochMilli());
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new WrongUse("--since '" + text
                    + "' is neither a span such as 90s, 5m, 2h or 3d nor an instant such as" + " 2025-12-29T08:15:00Z");
        }
    }
}
