package dev.stillframe.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.read.PageKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WebResourcesTest {
    private static final Path SOURCES = Path.of("src/main/resources/dev/stillframe/web/app");
    private static final Pattern IMPORT = Pattern.compile("(?:from|import)\\s*\\(?\\s*'(\\.[^']+)'");

    private final WebResources resources = new WebResources();

    @Test
    void hasEveryFileOfTheSourcesAndTheChartLibrary() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            TreeSet<String> expected =
                    files.map(f -> f.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
            expected.addAll(List.of("chart.umd.js", "chart.LICENSE.txt"));
            assertThat(resources.all().stream().map(WebResourcesTest::name)).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void keysAreThoseOfAssetsAndAllInOneFolder() {
        assertThat(resources.all())
                .allMatch(f -> PageKeys.isAsset(f.key()) && f.key().startsWith(resources.prefix()) && !f.gzip());
        assertThat(new WebResources().prefix()).isEqualTo(resources.prefix());
    }

    @Test
    void hasEveryModuleThatAScriptImports() {
        List<String> names =
                resources.all().stream().map(WebResourcesTest::name).toList();
        for (StoredObject script : ownScripts()) {
            assertThat(IMPORT.matcher(text(script)).results().map(m -> m.group(1)))
                    .as("imports of %s", script.key())
                    .allMatch(name -> name.startsWith("./") && names.contains(name.substring(2)));
        }
    }

    @Test
    void namesWhatTheFirstScriptNeedsAtOnceAndNothingElse() {
        assertThat(resources.preloads())
                .contains("client.js", "format.js")
                .doesNotContain("main.js", "chart.js", "chart.umd.js", "frame.js");
    }

    @Test
    void followsStatementsThroughFilesAndCirclesButNotWhatIsLoadedLater() {
        Map<String, byte[]> files = Map.of(
                "a.js", utf8("import {\n  b,\n} from './b.js';\nimport './c.js';\nconst d = await import('./d.js');\n"),
                "b.js", utf8("export { c } from './c.js';\nimport * as a from './a.js';\n"),
                "c.js", utf8("// import x from './e.js';\nexport const text = 'import';\n"),
                "d.js", utf8(""));

        assertThat(ModuleGraph.closure("a.js", files)).containsExactly("b.js", "c.js");
    }

    @Test
    void writesForeignTextAsTextOnly() {
        for (StoredObject script : ownScripts()) {
            assertThat(text(script))
                    .as(script.key())
                    .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(")
                    .doesNotContain("new Function", "setAttribute('style'", "http://", "https://");
        }
    }

    @Test
    void stylesAskForNothingElse() {
        assertThat(resources.all().stream().filter(f -> f.key().endsWith(".css")))
                .isNotEmpty()
                .allSatisfy(f -> assertThat(text(f)).doesNotContain("url(", "@import"));
    }

    @Test
    void takesTheChartLibraryFromItsJar() {
        assertThat(ChartLibrary.version()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(text(named("chart.umd.js"))).contains("Chart.js v" + ChartLibrary.version());
        assertThat(text(named("chart.LICENSE.txt"))).contains("MIT");
    }

    private List<StoredObject> ownScripts() {
        return resources.all().stream()
                .filter(f -> f.key().endsWith(".js") && !name(f).equals("chart.umd.js"))
                .toList();
    }

    private StoredObject named(String name) {
        return resources.all().stream()
                .filter(f -> name(f).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String name(StoredObject file) {
        return file.key().substring(file.key().lastIndexOf('/') + 1);
    }

    private static String text(StoredObject file) {
        return new String(file.body(), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
