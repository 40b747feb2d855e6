package dev.stillframe.cli;

import dev.stillframe.core.access.Issued;
import dev.stillframe.core.access.Tokens;
import dev.stillframe.core.deployment.Deployment;
import dev.stillframe.core.model.Role;
import dev.stillframe.core.model.Token;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code token}: makes, shows and revokes tokens. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        header = "Make, show and revoke tokens.",
        description = "Tokens let others upload, and read where reading is closed.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {TokenCommand.Create.class, TokenCommand.Show.class, TokenCommand.Revoke.class},
        footer = {
            "",
            "Examples:",
            "  stillframe token create --role collector --host home",
            "  stillframe token list",
            "  stillframe token revoke k3v9x2mq",
            "  stillframe token list --aws speed"
        })
final class TokenCommand {
    private static String roles() {
        return String.join(", ", Role.ALL.stream().map(Role::label).toList());
    }

    private static Map<String, Object> fields(Token token) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", token.id());
        fields.put("role", token.role().label());
        if (token.host() != null) {
            fields.put("host", token.host());
        }
        fields.put("createdAt", instant(token.createdAt()));
        if (token.expiresAt() != Long.MAX_VALUE) {
            fields.put("expiresAt", instant(token.expiresAt()));
        }
        if (token.revokedAt() != 0) {
            fields.put("revokedAt", instant(token.revokedAt()));
        }
        return fields;
    }

    private static String instant(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    /** {@code token create}. */
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            header = "Make a token.",
            description =
                    "Makes a token and shows it, this once: only a hash of it is stored. Every role may read where reading is closed, and ask for builds. A collector may also upload, for its host only. An operator and an admin have no further rights yet.",
            footer = {
                "",
                "Examples:",
                "  stillframe token create --role collector --host home",
                "  stillframe token create --role viewer --expires 90d",
                "  stillframe token create --role collector --host home --aws speed"
            })
    static final class Create implements Callable<Integer> {
        @Spec
        CommandSpec spec = CommandSpec.create();

        @Mixin
        DeploymentOptions options = new DeploymentOptions();

        @Option(
                names = "--role",
                required = true,
                paramLabel = "ROLE",
                description = "viewer, collector, operator or admin.")
        String role = "";

        @Nullable
        @Option(
                names = "--host",
                paramLabel = "HOST",
                description = "The only host it is good for (default: all; a collector needs one).")
        String host;

        @Nullable
        @Option(
                names = "--expires",
                paramLabel = "D",
                description = "After how long or when it ends: 90d, 12h, an instant (default: never).")
        String expires;

        @Override
        public Integer call() {
            Role asked =
                    Role.of(role).orElseThrow(() -> new WrongUse("--role '" + role + "' is not one of " + roles()));
            String of = host == null ? null : Scopes.host(host).name();
            if (asked == Role.COLLECTOR && of == null) {
                throw new WrongUse("a collector uploads for one host: name it with --host");
            }
            long until = Expiry.of(expires, options.clock().millis());
            try (Deployment deployment = options.open()) {
                Tokens tokens = new Tokens(deployment.tokens(), options.clock(), new SecureRandom());
                Issued issued = new Noted(deployment.audit(), options.clock())
                        .run(
                                "token create",
                                asked.label() + (of == null ? "" : " of " + of),
                                () -> tokens.issue(asked, of, until),
                                i -> "token " + i.token().id());
                print(issued);
            }
            return Stillframe.DONE;
        }

        private void print(Issued issued) {
            var out = spec.commandLine().getOut();
            Token token = issued.token();
            if (options.json()) {
                Map<String, Object> all = new LinkedHashMap<>();
                all.put("id", token.id());
                all.put("token", issued.text());
                all.putAll(fields(token));
                out.println(Json.of(all));
                return;
            }
            out.println(issued.text());
            out.println("This is shown once. Token " + token.id() + ", role "
                    + token.role().label() + ", host " + (token.host() == null ? "any" : token.host())
                    + (token.expiresAt() == Long.MAX_VALUE ? ", for good" : ", until " + instant(token.expiresAt()))
                    + "; 'stillframe token revoke " + token.id() + "' ends it.");
        }
    }

    /** {@code token list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            header = "Show the tokens there are.",
            description = "Shows all tokens without their secrets, the oldest first.",
            footer = {"", "Examples:", "  stillframe token list", "  stillframe token list --aws speed"})
    static final class Show implements Callable<Integer> {
        @Spec
        CommandSpec spec = CommandSpec.create();

        @Mixin
        DeploymentOptions options = new DeploymentOptions();

        @Override
        public Integer call() {
            var out = spec.commandLine().getOut();
            try (Deployment deployment = options.openExisting()) {
                List<Token> tokens = deployment.tokens().tokens();
                if (options.json()) {
                    out.println(
                            Json.of(tokens.stream().map(TokenCommand::fields).toList()));
                    return Stillframe.DONE;
                }
                if (tokens.isEmpty()) {
                    out.println("There are no tokens; 'stillframe token create' makes one.");
                    return Stillframe.DONE;
                }
                long now = options.clock().millis();
                List<List<String>> rows = new ArrayList<>();
                for (Token t : tokens) {
                    rows.add(List.of(
                            t.id(),
                            t.role().label(),
                            t.host() == null ? "any" : t.host(),
                            instant(t.createdAt()),
                            t.expiresAt() == Long.MAX_VALUE ? "never" : instant(t.expiresAt()),
                            state(t, now)));
                }
                Text.table(List.of("token", "role", "host", "created", "expires", "state"), rows)
                        .forEach(out::println);
            }
            return Stillframe.DONE;
        }

        private static String state(Token token, long now) {
            if (token.revokedAt() != 0) {
                return "revoked " + instant(token.revokedAt());
            }
            return token.isGood(now) ? "good" : "expired";
        }
    }

    /** {@code token revoke}. */
    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            header = "Revoke a token.",
            description =
                    "From now on the token is refused, by a running 'serve' too. What was sent with it stays; 'stillframe quarantine' takes that back as well.",
            footer = {
                "",
                "Examples:",
                "  stillframe token revoke k3v9x2mq",
                "  stillframe token revoke k3v9x2mq --aws speed"
            })
    static final class Revoke implements Callable<Integer> {
        @Spec
        CommandSpec spec = CommandSpec.create();

        @Mixin
        DeploymentOptions options = new DeploymentOptions();

        @Parameters(paramLabel = "ID", description = "The token's id.")
        String id = "";

        @Override
        public Integer call() {
            var out = spec.commandLine().getOut();
            try (Deployment deployment = options.openExisting()) {
                Token token = TokenIds.chosen(deployment, id);
                boolean again = token.revokedAt() != 0;
                new Noted(deployment.audit(), options.clock())
                        .run(
                                "token revoke",
                                id,
                                () -> deployment
                                        .tokens()
                                        .revoke(id, options.clock().millis()),
                                done -> again ? "was revoked before" : "revoked");
                Token now = TokenIds.chosen(deployment, id);
                if (options.json()) {
                    out.println(Json.of(fields(now)));
                } else {
                    out.println("Token " + id
                            + (again ? " was revoked already at " + instant(now.revokedAt()) : " is revoked") + ".");
                }
            }
            return Stillframe.DONE;
        }
    }
}
