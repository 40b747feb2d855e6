package dev.stillframe.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.aws.AwsEdition;
import dev.stillframe.aws.ClientSettings;
import dev.stillframe.core.access.Issued;
import dev.stillframe.core.access.Tokens;
import dev.stillframe.core.model.Role;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.publish.Verifier;
import dev.stillframe.web.DeploymentPages;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The whole flow through the three functions: upload, schedule, queue, build, files with their headers, a refresh to its end, a fallback,
 * and where there is a CDN its purge. What happens is printed.
 */
abstract class Flow {

    /** The servers. */
    abstract ClientSettings servers();

    /** Id of a distribution of the CDN; empty where the servers have none. */
    String distribution() {
        return "";
    }

    /** How many purges the distribution was told of. */
    int purges(String distribution) {
        return 0;
    }

    private static void say(String line) {
        System.out.println("  " + line);
    }

    private static String sample(long t, double download) {
        return "{\"host\":\"home\",\"t\":" + t + ",\"download\":" + download
                + ",\"upload\":40.2,\"ping\":11.2,\"connectionType\":\"Ethernet\"}";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void from_an_upload_to_files_that_everybody_can_read() {
        String distribution = distribution();
        Map<String, String> environment = distribution.isEmpty()
                ? Map.of("STILLFRAME_FALLBACK_AFTER", "15m")
                : Map.of("STILLFRAME_FALLBACK_AFTER", "15m", "STILLFRAME_AWS_DISTRIBUTION", distribution);
        say("--- the flow on " + servers().target());
        try (Cloud cloud = new Cloud(servers(), environment);
                AwsEdition edition = cloud.settings.open(DeploymentPages::of, cloud.clock)) {
            long now = cloud.clock.millis();
            Issued issued = new Tokens(edition.tokens(), cloud.clock, new SecureRandom())
                    .issue(Role.COLLECTOR, "home", Long.MAX_VALUE);
            Map<String, String> collector = Map.of("authorization", "Bearer " + issued.text());

            assertThat(Invocation.call(cloud.api, "{\"stillframe-warm\":true}")
                            .path("warm")
                            .asBoolean())
                    .isTrue();
            assertThat(cloud.tick())
                    .as("builds of a deployment without samples")
                    .isZero();

            // Upload.
            String samples = "[" + sample(now - 600_000, 93.1) + "," + sample(now - 300_000, 88) + ","
                    + sample(now - 1_000, 91.5) + "]";
            assertThat(cloud.request("POST", "/samples", "", Map.of(), bytes(samples))
                            .status())
                    .as("without a token")
                    .isEqualTo(401);
            Cloud.Answer uploaded = cloud.request("POST", "/samples", "", collector, bytes(samples));
            say("POST /samples                              " + uploaded.status() + " " + text(uploaded));
            assertThat(uploaded.status()).isEqualTo(202);
            assertThat(uploaded.json().path("accepted").asInt()).isEqualTo(3);

            // Schedule and queue.
            int sent = cloud.tick();
            int done = cloud.work();
            say("schedule                                   sent " + sent + " builds, done " + done);
            assertThat(sent).isEqualTo(2);
            assertThat(done).isEqualTo(2);
            cloud.tick();
            assertThat(cloud.work())
                    .as("builds after a tick in the same minute")
                    .isZero();

            // Files.
            var file = cloud.s3.headObject(
                    r -> r.bucket(cloud.settings.place().buckets().publicName()).key("host=home/latest_1h_20.json"));
            say("host=home/latest_1h_20.json                " + file.contentEncoding() + ", " + file.cacheControl());
            assertThat(file.contentEncoding()).isEqualTo("gzip");
            assertThat(file.contentType()).isEqualTo("application/json");
            assertThat(file.cacheControl())
                    .isEqualTo("public, max-age=30, stale-while-revalidate=60, stale-if-error=86400");
            page(cloud);
            Cloud.Answer latest = cloud.get("/samples/latest", "window=1h&samples=20&host=home");
            say("GET /samples/latest                        " + latest.status() + " "
                    + latest.headers().get("x-snapshot-source") + ", generated "
                    + latest.headers().get("x-snapshot-generated-at"));
            assertThat(latest.status()).isEqualTo(200);
            assertThat(latest.headers()).containsEntry("x-snapshot-source", "snapshot");
            assertThat(latest.json().path("samples").asInt()).isEqualTo(3);
            Cloud.Answer daily = cloud.get("/rollups", "mode=daily&host=home");
            say("GET /rollups                               " + daily.status() + " "
                    + daily.headers().get("x-cache"));
            int tests = 0;
            for (JsonNode row : daily.json()) {
                tests += row.path("observedCount").asInt();
            }
            assertThat(tests).isEqualTo(3);
            assertThat(daily.headers()).containsEntry("x-cache", "miss");
            assertThat(cloud.get("/rollups", "mode=daily&host=home").headers()).containsEntry("x-cache", "hit");
            assertThat(cloud.get("/health", "").json().path("status").asString())
                    .isEqualTo("ok");

            refresh(cloud, collector);
            if (!distribution.isEmpty()) {
                say("purges of the CDN                          " + purges(distribution));
                assertThat(purges(distribution)).isEqualTo(1);
            }
            fallback(cloud, collector);
            proven(edition);
        }
    }

    /** The page, the frame and the badge lie in the bucket as browsers want them, and so does all that the page names. */
    private static void page(Cloud cloud) {
        String bucket = cloud.settings.place().buckets().publicName();
        var page = cloud.s3.getObjectAsBytes(r -> r.bucket(bucket).key("index.html"));
        String html = page.asUtf8String();
        List<String> named = Pattern.compile("\"\\./(app/[^\"]+)\"")
                .matcher(html)
                .results()
                .map(m -> m.group(1))
                .toList();
        say("index.html                                 "
                + page.response().contentType() + ", " + page.response().cacheControl() + ", names " + named.size()
                + " files");
        assertThat(page.response().contentType()).isEqualTo("text/html; charset=utf-8");
        assertThat(html).contains("Mbit/s", "class=\"first-chart");
        assertThat(named).hasSizeGreaterThan(3);
        for (String key : named) {
            var asset = cloud.s3.headObject(r -> r.bucket(bucket).key(key));
            assertThat(asset.cacheControl()).as(key).contains("immutable");
            assertThat(asset.contentType()).as(key).doesNotContain("octet-stream");
        }
        assertThat(cloud.s3
                        .headObject(r -> r.bucket(bucket).key("host=home/frame.html"))
                        .contentType())
                .isEqualTo("text/html; charset=utf-8");
        assertThat(cloud.s3
                        .headObject(r -> r.bucket(bucket).key("host=home/badge.svg"))
                        .contentType())
                .isEqualTo("image/svg+xml");
    }

    private static void refresh(Cloud cloud, Map<String, String> collector) {
        cloud.clock.advance(Duration.ofSeconds(30));
        long now = cloud.clock.millis();
        cloud.request("POST", "/samples", "", collector, bytes("[" + sample(now - 10, 12.5) + "]"));
        Cloud.Answer asked = cloud.request("POST", "/samples/refresh", "", collector, bytes("{\"host\":\"home\"}"));
        say("POST /samples/refresh                      " + asked.status() + " "
                + asked.json().path("status").asString());
        assertThat(asked.status()).isEqualTo(202);
        String id = asked.json().path("requestId").asString();
        Cloud.Answer joined = cloud.get("/samples/latest", "window=1h&samples=20&host=home&fresh=true");
        assertThat(joined.json().path("requestId").asString()).as("joins").isEqualTo(id);
        assertThat(cloud.get("/samples/refresh/" + id + "/events", "").status()).isEqualTo(501);

        assertThat(cloud.work()).isEqualTo(1);
        JsonNode status = cloud.get("/samples/refresh/" + id, "").json();
        JsonNode fileStatus = cloud.get("/refresh/" + id + ".json", "").json();
        say("refresh                                    "
                + status.path("status").asString() + ", file says "
                + fileStatus.path("status").asString());
        assertThat(status.path("status").asString()).isEqualTo("complete");
        assertThat(fileStatus).isEqualTo(status);
        assertThat(cloud.get("/samples/latest", "window=1h&samples=20&host=home")
                        .json()
                        .path("samples")
                        .asInt())
                .isEqualTo(4);
    }

    private static void fallback(Cloud cloud, Map<String, String> collector) {
        byte[] payload = cloud.get("/host=home/latest_1d_20.json", "").body();
        cloud.clock.advance(Duration.ofHours(2));
        assertThat(cloud.get("/samples/latest", "window=1d&samples=20&host=home")
                        .headers())
                .as("nobody builds")
                .containsEntry("x-snapshot-stale", "true");
        Cloud.Answer put = cloud.request("PUT", "/fallback/1d/20", "", collector, payload);
        say("PUT /fallback/1d/20                        " + put.status());
        assertThat(put.status()).isBetween(200, 204);
        Cloud.Answer latest = cloud.get("/samples/latest", "window=1d&samples=20&host=home");
        say("GET /samples/latest                        " + latest.status() + " "
                + latest.headers().get("x-snapshot-source"));
        assertThat(latest.headers()).containsEntry("x-snapshot-source", "fallback");
    }

    /** Everything that is published is what the samples give. */
    private static void proven(AwsEdition edition) {
        for (Scope scope : edition.scopes()) {
            Verifier.Findings findings = edition.verifier().verify(scope);
            say("verify " + scope
                    + "                                ".substring(scope.name().length()) + "    " + findings.files()
                    + " files, " + findings.differences().size() + " differences");
            assertThat(findings.differences()).isEmpty();
            assertThat(findings.files()).isGreaterThan(24);
        }
        assertThat(edition.directoryDifferences()).isEqualTo(List.of());
    }

    private static String text(Cloud.Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
