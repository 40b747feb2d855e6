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
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.json.JsonMapper;

/** The commands against a deployment on servers of tests. Its time is later than the servers', which expire items by their own. */
class OnAwsTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String HEADER =
            "Server ID,Sponsor,Server Name,Timestamp,Distance,Ping,Download,Upload,Share,IP Address\n";
    private static final Instant START = Instant.parse("2040-03-01T00:00:00Z");
    private static final String NOW = "2040-03-01T12:00:00Z";

    @TempDir
    Path folder;

    private final String name = "commands-" + NUMBER.incrementAndGet();
    private final Map<String, String> environment = new TreeMap<>();
    private Clients clients;
    private Place place;
    private S3Client s3;
    private Path log = Path.of("");

    private static TestServer files() {
        return VersityGw.SERVER.orElseGet(() -> S3Proxy.SERVER);
    }

    private static String address(TestServer server, String service) {
        return server.settings().endpoint(service).orElseThrow().toString();
    }

    @BeforeEach
    void prepare() throws IOException {
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
        place = Place.of(name);
        clients = new Clients(ClientSettings.of(environment, null, null));
        s3 = clients.s3();
        StringBuilder lines = new StringBuilder(HEADER);
        for (int i = 0; i < 300; i++) {
            lines.append("8738,Example,\"Town, ST\",")
                    .append(START.plusSeconds(100L * i))
                    .append(",77.1,");
            lines.append(20 + i % 7).append(".5,").append(90_000_000 + i * 1000).append(".25,4000000,,\n");
        }
        log = Files.writeString(folder.resolve("speed.csv"), lines);
    }

    @AfterEach
    void close() {
        clients.close();
    }

    private Terminal run(String... arguments) {
        return Terminal.run(environment, arguments);
    }

    private Terminal onAws(String... arguments) {
        return run(Stream.concat(Stream.of(arguments), Stream.of("--aws", name)).toArray(String[]::new));
    }

    private Terminal onAwsNow(String... arguments) {
        return onAws(
                Stream.concat(Stream.of(arguments), Stream.of("--now", NOW)).toArray(String[]::new));
    }

    private void done(Terminal terminal) {
        assertThat(terminal.exit()).as(terminal.out() + terminal.err()).isZero();
    }

    /** Makes the parts; emulators on the Java machine are no fit stores, and one caller at a time does them no harm. */
    private void create() {
        onAwsNow("doctor", "--create");
        if (!VersityGw.isHere()) {
            new DynamoFactStore(clients.dynamodb(), place.tables(), () -> "test")
                    .put("stores-checked", clients.target() + " " + place.buckets());
        }
    }

    private void importAndBuild() {
        create();
        done(onAwsNow("import", log.toString()));
        done(onAwsNow("build"));
    }

    private String checksum(byte[] meta) {
        return JsonMapper.shared().readTree(meta).path("checksum").asString();
    }

    @Test
    void the_files_are_those_that_a_data_folder_gives_from_the_same_log() throws IOException {
        create();
        Path data = folder.resolve("data");
        for (String command : new String[] {"import", "build", "verify", "latest"}) {
            String[] asked = command.equals("import") ? new String[] {command, log.toString()} : new String[] {command};
            Terminal there = onAwsNow(asked);
            Terminal here = run(Stream.concat(Stream.of(asked), Stream.of("--data", data.toString(), "--now", NOW))
                    .toArray(String[]::new));
            done(there);
            done(here);
            if (command.equals("verify") || command.equals("latest")) {
                assertThat(there.out()).isEqualTo(here.out());
            }
        }

        int compared = 0;
        for (Scope scope : new Scope[] {Scope.ALL, Scope.host("home")}) {
            for (SnapshotId id : SnapshotId.of(scope)) {
                byte[] there = s3.getObject(
                                r -> r.bucket(place.buckets().publicName()).key(id.metaKey()),
                                ResponseTransformer.toBytes())
                        .asByteArray();
                byte[] here = Files.readAllBytes(data.resolve("public").resolve(id.metaKey()));
                assertThat(checksum(there)).as(id.metaKey()).isEqualTo(checksum(here));
                compared++;
            }
        }
        assertThat(compared).isEqualTo(48);
    }

    @Test
    void an_import_again_stores_nothing_and_one_that_is_taken_back_leaves_nothing() {
        importAndBuild();
        assertThat(onAwsNow("import", log.toString()).out()).contains("300  were there already");
        assertThat(onAwsNow("import", "--list").out()).contains("there");
        assertThat(onAwsNow("import", "--undo", "1").out()).contains("300 samples of import 1");
        done(onAwsNow("build"));
        done(onAwsNow("verify"));
        assertThat(onAwsNow("latest").out()).contains("no sample");
    }

    @Test
    void a_rebuild_may_go_back_in_time_and_a_build_may_not() {
        importAndBuild();
        Terminal back = onAws("build", "--now", "2040-03-01T02:00:00Z");
        assertThat(back.exit()).isEqualTo(Stillframe.WRONG_USE);
        assertThat(back.err()).contains("2040-03-01T02:00:00Z").contains(NOW);
        done(onAws("rebuild", "--now", "2040-03-01T02:00:00Z"));
        done(onAws("verify", "--now", "2040-03-01T02:00:00Z"));
    }

    @Test
    void tokens_are_made_shown_revoked_and_put_into_quarantine_and_all_of_it_is_noted() {
        create();
        Terminal made = onAwsNow("token", "create", "--role", "collector", "--host", "home", "--json");
        done(made);
        String id = JsonMapper.shared().readTree(made.out()).path("id").asString();
        assertThat(onAwsNow("token", "list").out()).contains(id).contains("good");
        done(onAwsNow("token", "revoke", id));
        assertThat(onAwsNow("token", "list").out()).contains("revoked");
        Terminal quarantine = onAwsNow("quarantine", "--token", id);
        done(quarantine);
        assertThat(quarantine.out()).contains("no further samples");
        assertThat(onAwsNow("audit").out())
                .contains("token create")
                .contains("token revoke")
                .contains("quarantine");
    }

    @Test
    void the_doctor_names_what_is_missing_and_creates_it_when_asked() {
        Terminal fresh = onAwsNow("doctor");
        assertThat(fresh.exit()).isEqualTo(Stillframe.FAILED);
        assertThat(fresh.out().lines().filter(l -> l.startsWith("!!")))
                .hasSize(5)
                .allMatch(l -> l.contains("not there") && l.contains("--create"));

        Terminal created = onAwsNow("doctor", "--create");
        assertThat(created.err())
                .contains("created: bucket " + name + "-public")
                .contains("created: table " + name + "-state")
                .contains("created: queues");
        assertThat(created.out()).contains("no samples yet");
        assertThat(onAwsNow("doctor", "--create").err()).isEmpty();

        importAndBuild();
        Terminal well = onAwsNow("doctor");
        assertThat(well.out()).contains("newest sample").contains("build home").contains("files all");
        assertThat(well.out().lines().filter(l -> l.startsWith("!!")))
                .as("all is well but what an emulator cannot do")
                .allMatch(l -> l.contains("stores"));
        assertThat(well.exit()).isEqualTo(VersityGw.isHere() ? Stillframe.DONE : Stillframe.FAILED);
    }

    @Test
    void the_doctor_sees_a_file_that_is_gone_and_a_table_that_expires_nothing() {
        importAndBuild();
        s3.deleteObject(r -> r.bucket(place.buckets().publicName()).key("latest_1d_100.json"));
        clients.dynamodb()
                .updateTimeToLive(r -> r.tableName(place.tables().state())
                        .timeToLiveSpecification(t -> t.attributeName("expires").enabled(false)));
        Terminal found = onAwsNow("doctor");
        assertThat(found.exit()).isEqualTo(Stillframe.FAILED);
        assertThat(found.out()).contains("does not expire items");

        onAwsNow("doctor", "--create");
        assertThat(onAwsNow("doctor").out())
                .contains("1 file missing or changed")
                .contains("stillframe build --aws " + name);
        done(onAwsNow("build"));
        done(onAwsNow("verify"));
    }

    @Test
    void settings_are_those_of_the_private_bucket() {
        create();
        settings("host: attic");
        done(onAwsNow("import", log.toString()));
        assertThat(onAwsNow("latest").out()).contains("attic");

        settings("hots: attic");
        Terminal wrong = onAwsNow("latest");
        assertThat(wrong.exit()).isEqualTo(Stillframe.WRONG_USE);
        assertThat(wrong.err())
                .contains("s3://" + name + "-private/stillframe.yaml")
                .contains("hots");
    }

    private void settings(String yaml) {
        s3.putObject(r -> r.bucket(place.buckets().privateName()).key("stillframe.yaml"), RequestBody.fromString(yaml));
    }

    private void refused(Terminal terminal, int exit, String... texts) {
        assertThat(terminal.exit()).as(terminal.out() + terminal.err()).isEqualTo(exit);
        assertThat(terminal.err().lines()).as("one sentence").hasSize(1);
        assertThat(terminal.err()).contains(texts).doesNotContain("Exception");
    }

    @Test
    void what_is_missing_is_said_in_one_sentence() {
        refused(onAws("latest"), Stillframe.FAILED, name + "-private", "there is no such bucket", "doctor --aws");

        s3.createBucket(r -> r.bucket(place.buckets().publicName()));
        s3.createBucket(r -> r.bucket(place.buckets().privateName()));
        refused(onAws("latest"), Stillframe.FAILED, "there is no such table", "doctor --aws");
        refused(onAwsNow("import", log.toString()), Stillframe.FAILED, "there is no such table");

        environment.put("AWS_SECRET_ACCESS_KEY", "another");
        if (VersityGw.isHere()) {
            refused(onAws("latest"), Stillframe.FAILED, "the secret does not belong to the access key");
        }

        refused(
                onAws("latest", "--endpoint", "http://127.0.0.1:1"),
                Stillframe.FAILED,
                "nothing answers at the endpoint");
        environment.remove("AWS_REGION");
        System.setProperty("aws.profile", "there-is-none");
        System.setProperty("aws.disableEc2Metadata", "true");
        try {
            refused(onAws("latest"), Stillframe.WRONG_USE, "AWS_REGION is not set");
            environment.remove("AWS_ACCESS_KEY_ID");
            refused(onAws("latest", "--region", "us-east-1"), Stillframe.FAILED, "no credentials for AWS were found");
            Terminal doctor = onAws("doctor", "--region", "us-east-1");
            assertThat(doctor.exit()).isEqualTo(Stillframe.FAILED);
            assertThat(doctor.out()).contains("!!  credentials  no credentials for AWS were found");
        } finally {
            System.clearProperty("aws.profile");
            System.clearProperty("aws.disableEc2Metadata");
        }
    }

    @Test
    void two_places_no_place_and_commands_for_one_machine_are_refused() {
        refused(onAws("build", "--data", "data"), Stillframe.WRONG_USE, "--data and --aws");
        refused(run("build", "--region", "us-east-1"), Stillframe.WRONG_USE, "name it with --aws");
        refused(run("doctor", "--create"), Stillframe.WRONG_USE, "name it with --aws");
        refused(run("latest", "--aws", "No Name"), Stillframe.WRONG_USE, "no name of a deployment");
        refused(run("latest", "--aws", name, "--endpoint", "nowhere"), Stillframe.WRONG_USE, "is not an address");
        refused(onAws("serve"), Stillframe.WRONG_USE, "'serve' is for a data folder");
        refused(onAws("demo"), Stillframe.WRONG_USE, "'demo' is for a data folder");
        refused(run("logs"), Stillframe.WRONG_USE, "name it with --aws");
        refused(onAws("logs", "--function", "web"), Stillframe.WRONG_USE, "schedule, builder, api, all");
        refused(onAws("logs", "--since", "soon"), Stillframe.WRONG_USE, "neither a span");
    }
}
