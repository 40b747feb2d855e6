package dev.stillframe.aws.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.BuildTask;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOrder;
import dev.stillframe.core.publish.BuildOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the whole edition asks of S3, DynamoDB and SQS: a budget for builds, and the figures that the command for costs goes by. */
class EditionRequestsTest {
    private static final Scope HOST = Scope.host(Deployed.host(0));
    private static final int HOSTS = 20;

    private final Numbers figures = Numbers.figures();

    private static void show(String what, Counted counted) {
        System.out.println(what + ": " + counted);
    }

    /** The requests that follow from the figures for what a build did. Months of hours are read where they lie in older states. */
    private void isAsExpected(Counted counted, BuildOutcome.Built built, boolean lists, boolean news) {
        double writes = figures.get("s3.write.commit")
                + (built.written() > 0 ? figures.get("s3.write.stage") : 0)
                + built.written() * figures.get("s3.write.payload")
                + built.renewed() * figures.get("s3.write.renewal")
                + built.rollups() * figures.get("s3.write.rollup")
                + built.pages() * figures.get("s3.write.page")
                + (news ? figures.get("s3.write.directory") : 0);
        double reads = figures.get("s3.read.build")
                + built.written() * figures.get("s3.read.payload")
                + (lists ? figures.get("s3.read.directory") : 0);
        assertThat(counted.of("S3.PutObject")).isEqualTo(Math.round(writes));
        assertThat(counted.of("S3.ListObjectsV2"))
                .isBetween(
                        Math.round(figures.get("s3.list.build")),
                        Math.round(figures.get("s3.list.build") + figures.get("s3.list.versions")));
        assertThat(counted.of("S3.GetObject"))
                .isBetween(Math.round(reads), Math.round(reads + 2 * figures.get("s3.read.rows")));
        assertThat(s3(counted)).containsOnlyKeys("S3.PutObject", "S3.GetObject", "S3.ListObjectsV2");
    }

    private static Map<String, Long> s3(Counted counted) {
        Map<String, Long> requests = new java.util.TreeMap<>(counted.requests());
        requests.keySet().removeIf(name -> !name.startsWith("S3.") || name.equals("S3.DeleteObjects"));
        return requests;
    }

    private static Counted build(Deployed deployed, Scope scope, List<BuildOutcome> outcomes) {
        return Counted.of(deployed.clients, () -> {
            BuildOutcome outcome = deployed.edition.builder().build(new BuildOrder(scope, BuildMode.ALL));
            outcomes.add(outcome);
        });
    }

    @Test
    void a_build_after_one_sample_is_five_rounds_of_parallel_requests_beside_those_of_root_and_lease() {
        try (Deployed deployed = new Deployed(Map.of())) {
            deployed.history(1, Duration.ofDays(2));
            List<BuildOutcome> outcomes = new ArrayList<>();
            build(deployed, HOST, outcomes);
            deployed.clock.advance(Deployed.EVERY);
            deployed.upload();
            Counted counted = build(deployed, HOST, outcomes);

            show("a build after one sample", counted);
            assertThat(outcomes.getLast()).isInstanceOfSatisfying(BuildOutcome.Built.class, built -> {
                assertThat(built.written()).isEqualTo(24);
                isAsExpected(counted, built, false, false);
                assertThat(built.rollups()).isEqualTo(10);
            });
            assertThat(counted.of("S3.PutObject")).isEqualTo(75 + 10 + 2);
            assertThat(counted.of("S3.GetObject")).isLessThanOrEqualTo(28);
            assertThat(counted.of("S3.DeleteObjects")).isLessThanOrEqualTo(2);
            assertThat(counted.bytes()).isLessThan(150_000);
            // Lease, root, manifest, rings, log; lists; stage with state, read back; root, old state; promote, metas,
            // manifest; lease.
            // One less where no old version is removed.
            assertThat(counted.rounds()).isBetween(13, 14).isLessThanOrEqualTo((int) figures.get("rounds.build"));
            assertThat(counted.reads()).isEqualTo(2);
            assertThat(counted.writes())
                    .isLessThanOrEqualTo(
                            figures.get("dynamodb.write.build") + Math.ceil(figures.get("bytes.root") / 1024));
            assertThat(counted.transactions()).isZero();
        }
    }

    @Test
    void where_nothing_changed_nothing_is_written_but_the_lease() {
        try (Deployed deployed = new Deployed(Map.of())) {
            deployed.history(1, Duration.ofDays(1));
            List<BuildOutcome> outcomes = new ArrayList<>();
            build(deployed, HOST, outcomes);
            Counted counted = build(deployed, HOST, outcomes);

            show("a build with nothing to do", counted);
            assertThat(outcomes.getLast()).isInstanceOf(BuildOutcome.Unchanged.class);
            assertThat(s3(counted)).isEqualTo(Map.of("S3.GetObject", 2L, "S3.ListObjectsV2", 1L));
            assertThat(counted.writes()).isEqualTo(2).isEqualTo(figures.get("dynamodb.write.build"));
            assertThat(counted.transactions()).isZero();
        }
    }

    @Test
    void what_uploads_rounds_and_builds_ask_for_is_what_the_figures_say() {
        try (Deployed deployed = new Deployed(Map.of("STILLFRAME_REST", "6h"))) {
            deployed.history(HOSTS, Duration.ofDays(2));
            deployed.round().forEach(task -> deployed.work.run(task, false));
            deployed.clock.advance(Duration.ofMinutes(1));
            deployed.upload();
            for (int minute = 0; minute < 16; minute++) {
                deployed.clock.advance(Duration.ofMinutes(1));
                boolean news = minute % 5 == 0;
                if (news) {
                    upload(deployed);
                }
                for (BuildTask task : round(deployed)) {
                    // The upload before the first of these builds is news too.
                    work(deployed, task, news);
                }
            }
        }
    }

    private void upload(Deployed deployed) {
        Counted upload = Counted.of(deployed.clients, deployed::upload);
        show("an upload", upload);
        assertThat(upload.writes() + 2 * upload.transactions()).isEqualTo(figures.get("dynamodb.write.upload"));
        assertThat(upload.reads()).isEqualTo(figures.get("dynamodb.read.upload"));
        assertThat(upload.rounds()).isEqualTo((int) figures.get("rounds.upload"));
        assertThat(s3(upload)).isEmpty();
    }

    private List<BuildTask> round(Deployed deployed) {
        List<BuildTask> tasks = new ArrayList<>();
        Counted round = Counted.of(deployed.clients, () -> tasks.addAll(deployed.round()));
        show("a round that sends " + tasks.size(), round);
        assertThat(round.writes()).isEqualTo(figures.get("dynamodb.write.round"));
        assertThat(round.reads()).isEqualTo(figures.get("dynamodb.read.round"));
        assertThat(round.rounds()).isEqualTo((int) figures.get("rounds.round"));
        assertThat(round.of("Sqs.SendMessageBatch")).isEqualTo(1);
        return tasks;
    }

    private void work(Deployed deployed, BuildTask task, boolean news) {
        List<BuildOutcome> outcomes = new ArrayList<>();
        Counted build = Counted.of(
                deployed.clients,
                () -> outcomes.add(deployed.work.run(task, false).outcome()));
        show("a task, " + task.scope() + " " + task.kind(), build);
        assertThat(outcomes.getFirst()).isInstanceOfSatisfying(BuildOutcome.Built.class, built -> {
            boolean all = task.scope().isAll();
            boolean lists = all && deployed.clock.millis() / 60_000 % 5 == 0;
            // In five minutes each host has had news.
            isAsExpected(build, built, lists, lists);
            assertThat(build.writes())
                    .isLessThanOrEqualTo(figures.get("dynamodb.write.build")
                            + Math.ceil((figures.get("bytes.root") + (all ? HOSTS * figures.get("bytes.root.host") : 0))
                                    / 1024));
            double reads = all
                    ? 1 + 2 * figures.get("dynamodb.read.heads") + (news ? figures.get("dynamodb.read.log") : 0)
                    : 4;
            assertThat(build.reads()).isLessThanOrEqualTo(reads);
            assertThat(build.rounds())
                    .isLessThanOrEqualTo((int) figures.get(all ? "rounds.all" : "rounds.build") + (all ? 0 : 2));
        });
    }
}
