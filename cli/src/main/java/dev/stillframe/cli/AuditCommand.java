package dev.stillframe.cli;

import dev.stillframe.core.deployment.Deployment;
import dev.stillframe.core.port.AuditLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code audit}: who did what. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        header = "Show who did what.",
        description =
                "Shows the newest entries of the audit log, the newest first: each write, and each request that was refused. 'cli' is the command line; others are ids of tokens.",
        footer = {
            "",
            "Examples:",
            "  stillframe audit",
            "  stillframe audit --last 100 --json",
            "  stillframe audit --aws speed"
        })
final class AuditCommand implements Callable<Integer> {
    private static final int MOST = 10_000;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    DeploymentOptions options = new DeploymentOptions();

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many, 1 to 10000 (default: 20).")
    int last = 20;

    @Override
    public Integer call() {
        if (last < 1 || last > MOST) {
            throw new WrongUse("--last " + last + " is not within 1 to " + MOST);
        }
        var out = spec.commandLine().getOut();
        try (Deployment deployment = options.openExisting()) {
            List<AuditLog.Entry> entries = deployment.audit().newest(last);
            if (options.json()) {
                out.println(Json.of(entries.stream().map(AuditCommand::fields).toList()));
                return Stillframe.DONE;
            }
            if (entries.isEmpty()) {
                out.println("Nothing is noted yet.");
                return Stillframe.DONE;
            }
            List<List<String>> rows = new ArrayList<>();
            for (AuditLog.Entry e : entries) {
                rows.add(List.of(
                        instant(e),
                        e.actor().isEmpty() ? "-" : Text.visible(e.actor()),
                        e.address().isEmpty() ? "-" : Text.visible(e.address()),
                        Text.visible(e.action()),
                        Text.visible(e.subject()),
                        (e.outcome().isEmpty() ? "running or broken off" : Text.visible(e.outcome()))
                                + (e.count() == 1 ? "" : ", " + Text.count(e.count()) + " times")));
            }
            Text.table(List.of("when", "who", "from", "what", "whom", "outcome"), rows)
                    .forEach(out::println);
        }
        return Stillframe.DONE;
    }

    private static String instant(AuditLog.Entry entry) {
        return Instant.ofEpochMilli(entry.at()).toString();
    }

    private static Map<String, Object> fields(AuditLog.Entry entry) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("at", instant(entry));
        fields.put("actor", entry.actor());
        fields.put("address", entry.address());
        fields.put("action", entry.action());
        fields.put("subject", entry.subject());
        fields.put("outcome", entry.outcome());
        fields.put("count", entry.count());
        return fields;
    }
}
