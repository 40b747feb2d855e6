package dev.stillframe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.access.Check;
import dev.stillframe.core.access.Tokens;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Token;
import dev.stillframe.core.port.AuditLog;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.standalone.build.Edition;
import dev.stillframe.standalone.files.DataFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AccessCommandsTest {
    private static final String NOW = "2025-03-01T12:00:00Z";
    private static final long T = Instant.parse("2025-03-01T11:00:00Z").toEpochMilli();

    @TempDir
    Path folder;

    private String data = "";

    @BeforeEach
    void name() {
        data = folder.resolve("data").toString();
    }

    private Terminal onData(String... arguments) {
        return Terminal.run(Stream.concat(Stream.of(arguments), Stream.of("--data", data, "--now", NOW))
                .toArray(String[]::new));
    }

    private JsonNode json(String... arguments) {
        Terminal t =
                onData(Stream.concat(Stream.of(arguments), Stream.of("--json")).toArray(String[]::new));
        assertThat(t.exit()).as(t.err()).isZero();
        return JsonMapper.shared().readTree(t.out());
    }

    private <T> T edition(Function<Edition, T> work) {
        try (Edition edition = Edition.open(
                new DataFolder(Path.of(data)), Settings.DEFAULT, InstantSource.fixed(Instant.parse(NOW)))) {
            return work.apply(edition);
        }
    }

    private Check check(String token, String at) {
        return edition(e -> new Tokens(e.tokens(), InstantSource.fixed(Instant.parse(at)), () -> 0).check(token));
    }

    private String collector() {
        return json("token", "create", "--role", "collector", "--host", "home")
                .get("id")
                .asString();
    }

    @Test
    void aTokenIsShownOnceAndIsGood() throws IOException {
        Terminal created = onData("token", "create", "--role", "collector", "--host", "home");
        assertThat(created.exit()).as(created.err()).isZero();
        String text = created.out().lines().findFirst().orElseThrow();
        assertThat(created.out()).contains("shown once").contains("role collector, host home, for good");
        assertThat(check(text, NOW)).isInstanceOf(Check.Good.class);

        assertThat(onData("token", "list").out())
                .contains(text.substring(3, 11))
                .contains("good")
                .doesNotContain(text);
        assertThat(onData("audit").out()).doesNotContain(text.substring(12));
        for (Path file : List.of(Path.of(data, "stillframe.db"), Path.of(data, "stillframe.db-wal"))) {
            if (Files.exists(file)) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(text.substring(12));
            }
        }
    }

    @Test
    void machinesGetJson() {
        JsonNode created = json("token", "create", "--role", "viewer", "--expires", "90d");
        assertThat(created.propertyNames()).containsExactly("id", "token", "role", "createdAt", "expiresAt");
        assertThat(created.get("expiresAt").asString()).isEqualTo("2025-05-30T12:00:00Z");
        String id = created.get("id").asString();
        assertThat(created.get("token").asString()).startsWith("sf_" + id + "_");

        JsonNode listed = json("token", "list");
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).propertyNames()).containsExactly("id", "role", "createdAt", "expiresAt");
        assertThat(json("token", "revoke", id).get("revokedAt").asString()).isEqualTo(NOW);
        assertThat(json("audit").get(0).get("action").asString()).isEqualTo("token revoke");
    }

    @Test
    void aTokenEndsWhenItWasToldTo() {
        String twelve = json("token", "create", "--role", "viewer", "--expires", "12h")
                .get("token")
                .asString();
        String instant = json("token", "create", "--role", "admin", "--expires", "2025-03-02T00:00:00Z")
                .get("token")
                .asString();
        for (String token : List.of(twelve, instant)) {
            assertThat(check(token, "2025-03-01T23:59:59Z")).isInstanceOf(Check.Good.class);
            assertThat(check(token, "2025-03-02T00:00:00Z")).isInstanceOf(Check.Expired.class);
        }
    }

    @Test
    void aRevokedTokenIsRefusedAndListedAsSuch() {
        JsonNode created = json("token", "create", "--role", "operator");
        String id = created.get("id").asString();
        assertThat(onData("token", "revoke", id).out()).contains("Token " + id + " is revoked.");
        assertThat(check(created.get("token").asString(), NOW)).isInstanceOf(Check.Revoked.class);
        assertThat(onData("token", "list").out()).contains("revoked " + NOW);
        assertThat(onData("token", "revoke", id).out()).contains("was revoked already at " + NOW);
    }

    @Test
    void quarantineTakesBackWhatATokenSent() {
        String id = collector();
        edition(e -> e.samples().append(List.of(Sample.of("home", T, 1)), "import:1"));
        edition(e -> e.samples()
                .append(List.of(Sample.of("home", T + 1, 2), Sample.of("home", T + 2, 3)), Token.origin(id)));
        assertThat(onData("build").exit()).isZero();

        Terminal quarantined = onData("quarantine", "--token", id);
        assertThat(quarantined.exit()).as(quarantined.err()).isZero();
        assertThat(quarantined.out())
                .contains("Token " + id + " is revoked")
                .contains("2 samples of it are in quarantine")
                .contains("next build leaves them out");
        assertThat(onData("token", "list").out()).contains("revoked");
        assertThat(onData("build").exit()).isZero();
        assertThat(onData("verify").exit()).isZero();
        assertThat(json("latest", "--last", "10")).hasSize(1);

        assertThat(json("quarantine", "--token", id).get("quarantined").asInt()).isZero();
    }

    @Test
    void theAuditLogSaysWhatTheCommandsDid() {
        String id = collector();
        onData("quarantine", "--token", id);
        edition(e -> {
            e.audit()
                    .add(List.of(new AuditLog.Entry(
                            T, "", "192.0.2.7", "POST /\u001b[2Jsamples", "home", "401 unknown token", 1_500)));
            return true;
        });

        List<String> lines = onData("audit").out().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(1))
                .contains("192.0.2.7")
                .contains("POST /?[2Jsamples")
                .endsWith("401 unknown token, 1,500 times");
        assertThat(lines.get(2))
                .contains("cli")
                .contains("quarantine")
                .contains(id)
                .endsWith("0 samples");
        assertThat(lines.get(3))
                .contains("cli")
                .contains("token create")
                .contains("collector of home")
                .endsWith(id);
        assertThat(onData("audit", "--last", "1").out().lines()).hasSize(2);
    }

    @Test
    void wrongUseIsTwoAndSaysWhatIsAllowed() {
        assertThat(onData("token", "create", "--role", "king").err()).contains("viewer, collector, operator, admin");
        assertThat(onData("token", "create", "--role", "collector").err()).contains("--host");
        assertThat(onData("token", "create", "--role", "viewer", "--host", "all")
                        .exit())
                .isEqualTo(Stillframe.WRONG_USE);
        for (String expires : List.of(
                "", "90", "d", "-1d", "0h", "3m", "999999d", "2025-03-01T12:00:00Z", "+1000000000-12-31T23:59:59Z")) {
            Terminal t = onData("token", "create", "--role", "viewer", "--expires=" + expires);
            assertThat(t.exit()).as(expires).isEqualTo(Stillframe.WRONG_USE);
            assertThat(t.err()).contains("90d, 12h");
        }
        assertThat(onData("token", "create").err()).contains("--role");
        assertThat(onData("token").exit()).isEqualTo(Stillframe.WRONG_USE);
        assertThat(Path.of(data)).as("nothing was made").doesNotExist();

        collector();
        assertThat(onData("audit", "--last", "0").exit()).isEqualTo(Stillframe.WRONG_USE);
        for (String[] command : new String[][] {{"token", "revoke"}, {"quarantine", "--token"}}) {
            Terminal unknown = onData(command[0], command[1], "nobody");
            assertThat(unknown.exit()).isEqualTo(Stillframe.WRONG_USE);
            assertThat(unknown.err()).contains("no token nobody").contains("token list");
            assertThat(onData(command[0], command[1], "sf_secret").err()).doesNotContain("sf_secret");
        }
        assertThat(json("audit")).as("what did nothing is not noted").hasSize(1);
    }

    @Test
    void commandsWithoutDataSaySo() {
        for (String[] command :
                new String[][] {{"token", "list"}, {"token", "revoke", "a"}, {"quarantine", "--token", "a"}, {"audit"}
                }) {
            Terminal t = onData(command);
            assertThat(t.exit()).isEqualTo(Stillframe.FAILED);
            assertThat(t.err()).contains("there is no data");
        }
        assertThat(Path.of(data)).doesNotExist();
    }

    @Test
    void everyCommandHasHelpWithExamples() {
        for (String command : List.of("token", "token create", "token list", "token revoke", "quarantine", "audit")) {
            Terminal t = Terminal.run((command + " --help").split(" "));
            assertThat(t.exit()).isZero();
            assertThat(t.out()).contains("Examples:").contains("stillframe " + command);
        }
    }
}
