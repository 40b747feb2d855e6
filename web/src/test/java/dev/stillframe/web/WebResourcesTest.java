package dev.stillframe.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WebResourcesTest {
    private static final Path SOURCES = Path.of("src/main/resources/dev/stillframe/web/app");
    private static final Pattern IMPORT = Pattern.compile("(?:from|import)\\s*\\(?\\s*'([^']+)'");
    private static final Pattern NAMED = Pattern.compile("\\s(?:src|href)=\"(\\./[^\"]+)\"");

    private final WebResources resources = new WebResources(PageSettings.defaults("1"));

    @Test
    void givesThePageAtTheRootToo() {
        assertThat(find("/")).isSameAs(find("/index.html"));
        assertThat(find("/").contentType()).isEqualTo("text/html; charset=utf-8");
    }

    @Test
    void knowsNoOtherPath() {
        assertThat(resources.find("/app/")).isNull();
        assertThat(resources.find("/app/../index.html")).isNull();
        assertThat(resources.find("/manifest.json")).isNull();
        assertThat(resources.find("")).isNull();
    }

    @Test
    void hasEveryFileOfTheSourcesAndTheChartLibrary() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            TreeSet<String> expected =
                    files.map(f -> "/app/" + f.getFileName()).collect(Collectors.toCollection(TreeSet::new));
            expected.addAll(List.of("/index.html", "/app/chart.umd.js", "/app/chart.LICENSE.txt"));
            assertThat(resources.all().stream().map(WebAsset::path)).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void hasEveryFileThatThePageNames() {
        List<String> named = NAMED.matcher(text("/index.html"))
                .results()
                .map(m -> m.group(1).substring(1))
                .toList();

        assertThat(named).contains("/app/main.js", "/app/style.css", "/app/chart.umd.js");
        assertThat(named).allSatisfy(path -> assertThat(resources.find(path)).isNotNull());
    }

    @Test
    void hasEveryModuleThatAScriptImports() {
        for (WebAsset script : ownScripts()) {
            assertThat(IMPORT.matcher(text(script.path())).results().map(m -> m.group(1)))
                    .as("imports of %s", script.path())
                    .allSatisfy(name -> assertThat(resources.find(
                                    URI.create(script.path()).resolve(name).getPath()))
                            .as(name)
                            .isNotNull());
        }
    }

    @Test
    void writesForeignTextAsTextOnly() {
        for (WebAsset script : ownScripts()) {
            assertThat(text(script.path()))
                    .as(script.path())
                    .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(")
                    .doesNotContain("new Function", "setAttribute('style'", "http://", "https://");
        }
    }

    @Test
    void stylesAskForNothingElse() {
        assertThat(text("/app/style.css")).doesNotContain("url(", "@import");
    }

    @Test
    void takesTheChartLibraryFromItsJar() {
        assertThat(ChartLibrary.version()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(text("/app/chart.umd.js")).contains("Chart.js v" + ChartLibrary.version());
        assertThat(text("/app/chart.LICENSE.txt")).contains("MIT");
    }

    @Test
    void hashesChangeWithTheContentOnly() {
        WebResources other = new WebResources(PageSettings.defaults("2"));

        assertThat(find("/").hash()).matches("[0-9a-f]{64}").isNotEqualTo(hash(other, "/"));
        assertThat(find("/app/main.js").hash()).isEqualTo(hash(other, "/app/main.js"));
    }

    private List<WebAsset> ownScripts() {
        return resources.all().stream()
                .filter(a -> a.contentType().startsWith("text/javascript"))
                .filter(a -> !a.path().equals("/app/chart.umd.js"))
                .toList();
    }

    private WebAsset find(String path) {
        WebAsset asset = resources.find(path);
        assertThat(asset).as(path).isNotNull();
        return asset;
    }

    private static String hash(WebResources of, String path) {
        return of.all().stream()
                .filter(a -> a.path().equals(path.equals("/") ? "/index.html" : path))
                .findFirst()
                .orElseThrow()
                .hash();
    }

    private String text(String path) {
        return new String(find(path).bytes(), StandardCharsets.UTF_8);
    }
}
