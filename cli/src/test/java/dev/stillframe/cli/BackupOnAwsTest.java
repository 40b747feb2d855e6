package dev.stillframe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.aws.ClientSettings;
import dev.stillframe.aws.Clients;
import dev.stillframe.aws.Place;
import dev.stillframe.aws.dynamodb.DynamoFactStore;
import dev.stillframe.aws.servers.DynamoDbLocal;
import dev.stillframe.aws.servers.ElasticMq;
import dev.stillframe.aws.servers.S3Proxy;
import dev.stillframe.aws.servers.TestServer;
import dev.stillframe.aws.servers.VersityGw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of one edition restored into the other, and back. */
class BackupOnAwsTest {
    private static final Instant START = Instant.parse("2040-03-01T00:00:00Z");
    private static final String NOW = "2040-03-01T12:00:00Z";

    @TempDir
    Path folder;

    private final Map<String, String> environment = new TreeMap<>();

    private static TestServer files() {
        return VersityGw.SERVER.orElseGet(() -> S3Proxy.SERVER);
    }

    private static String address(TestServer server, String service) {
        return server.settings().endpoint(service).orElseThrow().toString();
    }

    @BeforeEach
    void prepare() {
        environment.putAll(Map.of(
                "AWS_REGION",
                "us-east-1",
                "AWS_ACCESS_KEY_ID",
                TestServer.KEY,
                "AWS_SECRET_ACCESS_KEY",
                TestServer.SECRET,
                "AWS_ENDPOINT_URL_S3",
                address(files(), "s3"),
                "AWS_ENDPOINT_URL_DYNAMODB",
                address(DynamoDbLocal.SERVER, "dynamodb"),
                "AWS_ENDPOINT_URL_SQS",
                address(ElasticMq.SERVER, "sqs")));
    }

    private Terminal run(String... arguments) {
        return Terminal.run(environment, arguments);
    }

    private Terminal done(String... arguments) {
        Terminal terminal = run(arguments);
        assertThat(terminal.exit()).as(terminal.out() + terminal.err()).isZero();
        return terminal;
    }

    /** Makes the parts; emulators on the Java machine are no fit stores, and one caller at a time does them no harm. */
    private void create(String name) {
        run("doctor", "--create", "--aws", name);
        if (!VersityGw.isHere()) {
            Place place = Place.of(name);
            try (Clients clients = new Clients(ClientSettings.of(environment, null, null))) {
                new DynamoFactStore(clients.dynamodb(), place.tables(), () -> "test")
                        .put("stores-checked", clients.target() + " " + place.buckets());
            }
        }
    }

    @Test
    void a_backup_goes_from_a_folder_to_a_deployment_and_back() throws IOException {
        StringBuilder lines = new StringBuilder("t,download,ping\n");
        for (int i = 0; i < 300; i++) {
            lines.append(START.plusSeconds(100L * i))
                    .append(',')
                    .append(90 + i % 7)
                    .append(",11.")
                    .append(i % 10);
            lines.append('\n');
        }
        Path log = Files.writeString(folder.resolve("log.csv"), lines);
        String data = folder.resolve("data").toString();
        String first = folder.resolve("first.zip").toString();
        String second = folder.resolve("second.zip").toString();
        String back = folder.resolve("back").toString();
        done(
                "import",
                log.toString(),
                "--host",
                "home",
                "--columns",
                "t=t,download=download,ping=ping",
                "--data",
                data,
                "--now",
                NOW);
        done("token", "create", "--role", "collector", "--host", "home", "--data", data);
        done("build", "--now", NOW, "--data", data);
        done("backup", first, "--data", data);

        create("backup-1");
        assertThat(done("restore", first, "--aws", "backup-1", "--now", NOW).out())
                .contains("Restored into backup-1: 300 samples of 1 host, 1 import, 1 token");
        done("verify", "--aws", "backup-1");
        assertThat(run("restore", first, "--aws", "backup-1", "--now", NOW).err())
                .contains("is not empty");
        assertThat(done("coverage", "--date", "2040-03-01", "--aws", "backup-1", "--now", NOW)
                        .out())
                .contains("(learned)");
        assertThat(done("latest", "--period", "daily", "--aws", "backup-1").out())
                .contains("2040-03-01");

        done("backup", second, "--aws", "backup-1", "--now", NOW);
        done("restore", second, "--data", back, "--now", NOW);
        done("verify", "--data", back);
        for (String file : new String[] {"latest_1d_500", "host=home/latest_12m_20", "latest_10h_100"}) {
            assertThat(checksum(back, file)).isEqualTo(checksum(data, file));
        }
        assertThat(done("token", "list", "--data", back).out())
                .isEqualTo(done("token", "list", "--data", data).out());
        assertThat(done("import", "--undo", "1", "--data", back).out()).contains("300 samples of import 1");
    }

    private static String checksum(String data, String file) throws IOException {
        String meta = Files.readString(Path.of(data, "public", file + ".meta.json"));
        return meta.replaceAll("(?s).*\"(sha256:[0-9a-f]{64})\".*", "$1");
    }
}
