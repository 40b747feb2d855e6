package dev.stillframe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.publish.Pages;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.standalone.build.Edition;
import dev.stillframe.standalone.files.DataFolder;
import dev.stillframe.standalone.http.HttpServer;
import dev.stillframe.standalone.http.RequestLog;
import dev.stillframe.web.DeploymentPages;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a browser gets it from a running server. */
class ServedPageTest {
    private static final Settings SETTINGS = Settings.DEFAULT.withNotice("A <b>notice</b>");
    private static final Pattern SCRIPT = Pattern.compile("\\./(app/([0-9a-f]{12})/main\\.js)");

    @TempDir
    private Path folder;

    private final InstantSource clock = InstantSource.system();

    private Edition open() {
        return Edition.open(new DataFolder(folder), SETTINGS, DeploymentPages.of(SETTINGS), clock);
    }

    private Service service(Edition edition, @Nullable Pages shifted) {
        return new Service(edition, clock, shifted, RequestLog.NONE, new PrintWriter(Writer.nullWriter(), true));
    }

    private static HttpResponse<String> get(Service service, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String script(String page) {
        Matcher matcher = SCRIPT.matcher(page);
        assertThat(matcher.find()).as(page).isTrue();
        return "/" + matcher.group(1);
    }

    @Test
    void aBuildLaysThePageIntoThePublicFolderWithAllThatItNames() throws Exception {
        try (Edition edition = open()) {
            edition.samples()
                    .append(List.of(Sample.of("home", clock.millis() - 60_000, 93_100, 40_200, 11_200)), "test");
            try (Service service = service(edition, null)) {
                service.show(HttpServer.LOOPBACK, 0);
                HttpResponse<String> page = get(service, "/?async=1");
                assertThat(page.statusCode()).isEqualTo(200);
                assertThat(page.body()).contains("A &lt;b&gt;notice").doesNotContain("<b>notice");
                assertThat(header(page, "Cache-Control")).startsWith("public, max-age=10");

                String script = script(page.body());
                HttpResponse<String> asset = get(service, script);
                assertThat(asset.statusCode()).isEqualTo(200);
                assertThat(header(asset, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
                // A page of another version of the program names another folder.
                HttpResponse<String> other = get(service, "/app/000000000000/main.js");
                assertThat(other.body()).isEqualTo(asset.body());
                assertThat(header(other, "Cache-Control")).isEqualTo("no-cache");
                assertThat(header(other, "Access-Control-Allow-Origin")).isEqualTo("*");
                assertThat(header(asset, "Access-Control-Allow-Origin")).isEqualTo("*");

                Path files = edition.folder().publicFiles();
                assertThat(files.resolve("index.html")).content().isEqualTo(page.body());
                assertThat(files.resolve(script.substring(1))).content().isEqualTo(asset.body());
                for (String key : List.of("frame.html", "badge.svg", "host=home/frame.html", "host=home/badge.svg")) {
                    assertThat(files.resolve(key))
                            .content()
                            .isEqualTo(get(service, "/" + key).body());
                }
                assertThat(edition.directoryDifferences()).isEmpty();
                Files.delete(files.resolve(script.substring(1)));
                assertThat(edition.directoryDifferences())
                        .singleElement()
                        .asString()
                        .startsWith("app/");
                edition.repairAssets();
                assertThat(files.resolve(script.substring(1))).exists();
            }
        }
    }

    @Test
    void aTabOfAnOlderVersionGetsWhatThatPublished() throws Exception {
        try (Edition edition = open();
                Service service = service(edition, null)) {
            String key = "app/0123456789ab/main.js";
            byte[] older = "// older".getBytes(StandardCharsets.UTF_8);
            edition.snapshots().publish(0, List.of(new StoredObject(key, older, false)));
            service.show(HttpServer.LOOPBACK, 0);

            HttpResponse<String> asset = get(service, "/" + key);
            assertThat(asset.body()).isEqualTo("// older");
            assertThat(header(asset, "Cache-Control")).endsWith("immutable");
            assertThat(header(get(service, "/app/0123456789ab/style.css"), "Cache-Control"))
                    .isEqualTo("no-cache");
        }
    }

    @Test
    void beforeTheFirstBuildThereIsAPage() throws Exception {
        try (Edition edition = open();
                Service service = service(edition, null)) {
            service.serve(HttpServer.LOOPBACK, 0);
            HttpResponse<String> page = get(service, "/");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(get(service, script(page.body())).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void underAClockThatIsShiftedThePageSaysSoAndTheFileDoesNot() throws Exception {
        try (Edition edition = open()) {
            edition.samples()
                    .append(List.of(Sample.of("home", clock.millis() - 60_000, 93_100, 40_200, 11_200)), "test");
            Pages shifted = DeploymentPages.shifted(SETTINGS, Duration.ofDays(-400), "Shown as of then.");
            try (Service service = service(edition, shifted)) {
                service.show(HttpServer.LOOPBACK, 0);
                assertThat(get(service, "/").body()).contains("Shown as of then.", "-34560000000");
                assertThat(edition.folder().publicFiles().resolve("index.html"))
                        .content()
                        .doesNotContain("Shown as of then.");
            }
        }
    }
}
