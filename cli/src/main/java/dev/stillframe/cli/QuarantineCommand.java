package dev.stillframe.cli;

import dev.stillframe.core.deployment.Deployment;
import dev.stillframe.core.model.Token;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code quarantine}: takes back what a token sent. */
@Command(
        name = "quarantine",
        mixinStandardHelpOptions = true,
        header = "Take back what a token sent.",
        description =
                "Revokes a token, and takes back all samples that were sent with it: they count no longer, and cannot come again. For a token that was stolen or that sent nonsense.",
        footer = {
            "",
            "Examples:",
            "  stillframe quarantine --token k3v9x2mq",
            "  stillframe quarantine --token k3v9x2mq --aws speed"
        })
final class QuarantineCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    DeploymentOptions options = new DeploymentOptions();

    @Option(
            names = "--token",
            required = true,
            paramLabel = "ID",
            description = "The token's id; 'stillframe token list' shows them.")
    String id = "";

    @Override
    public Integer call() {
        try (Deployment deployment = options.openExisting()) {
            TokenIds.chosen(deployment, id);
            long[] fallbacks = {0};
            long count = new Noted(deployment.audit(), options.clock())
                    .run(
                            "quarantine",
                            id,
                            () -> {
                                deployment.tokens().revoke(id, options.clock().millis());
                                fallbacks[0] = deployment.removeFallbacks(id);
                                return deployment.samples().quarantine(Token.origin(id));
                            },
                            n -> Text.count(n, "sample"));
            print(count, fallbacks[0]);
        }
        return Stillframe.DONE;
    }

    private void print(long count, long fallbacks) {
        var out = spec.commandLine().getOut();
        if (options.json()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("id", id);
            fields.put("quarantined", count);
            fields.put("fallbacksRemoved", fallbacks);
            out.println(Json.of(fields));
            return;
        }
        out.println("Token " + id + " is revoked, and "
                + (count == 0
                        ? "no further samples of it are put into quarantine."
                        : Text.count(count, "sample") + " of it " + (count == 1 ? "is" : "are") + " in quarantine."));
        if (fallbacks > 0) {
            out.println(Text.count(fallbacks, "fallback") + " of its host " + (fallbacks == 1 ? "is" : "are")
                    + " removed.");
        }
        if (count > 0) {
            out.println("The next build leaves " + (count == 1 ? "it" : "them") + " out: " + options.builder() + ".");
        }
    }
}
