package dev.stillframe.core.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.encode.FallbackKeys;
import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.model.Window;
import dev.stillframe.core.port.StoredObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FallbackFilesTest {
    private static final SnapshotId ID = new SnapshotId(Scope.host("home"), Window.D10, Granularity.G20);
    private static final String PATH = "/fallback/host=home/latest_10d_20.json";

    private final UnsteadyStore store = new UnsteadyStore();
    private final CommittedState state = new CommittedState();
    private final List<String> damaged = new ArrayList<>();
    private final PublicFiles files = new PublicFiles(store, state, damaged::add, PublicFiles.DEFAULT_MEMORY);

    /** Publishes a fallback and gives its version. */
    private String publish(long number, String json) {
        try (Gzip gzip = new Gzip()) {
            byte[] stored = gzip.compress(json.getBytes(StandardCharsets.UTF_8), number);
            store.publish(number, List.of(new StoredObject(FallbackKeys.key(ID), stored, true)));
            return FallbackKeys.versionId(number, stored);
        }
    }

    @Test
    void aPayloadIsServedAsThoseOfBuildsAre() {
        publish(7, "{}");
        Answer packed = files.answer(Ask.gzip(PATH));
        Answer plain = files.answer(Ask.get(PATH));

        assertThat(packed.status()).isEqualTo(200);
        assertThat(packed.header("Content-Encoding")).contains("gzip");
        assertThat(new String(plain.body(), StandardCharsets.UTF_8)).isEqualTo("{}");
        for (Answer answer : List.of(packed, plain)) {
            assertThat(answer.header("Vary")).contains("Accept-Encoding");
            assertThat(answer.header("Cache-Control").orElseThrow()).startsWith("public, max-age=300, ");
            assertThat(answer.header("ETag")).isPresent();
        }
    }

    @Test
    void aMetaIsServedAsASmallFile() {
        store.put(FallbackKeys.metaKey(ID), 7, "{}");
        Answer answer = files.answer(Ask.gzip("/fallback/host=home/latest_10d_20.meta.json"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Vary")).isEmpty();
        assertThat(answer.header("Cache-Control").orElseThrow()).startsWith("public, max-age=10, ");
        assertThat(files.answer(Ask.get("/fallback/host=home/latest_10d_20.meta.json?versionId=7"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void onlyThePresentVersionIsThere() {
        String old = publish(7, "{}");
        assertThat(files.answer(Ask.get(PATH + "?versionId=" + old))
                        .header("Cache-Control")
                        .orElseThrow())
                .contains("immutable");
        String present = publish(8, "{\"n\":8}");
        assertThat(files.answer(Ask.get(PATH + "?versionId=" + old)).status()).isEqualTo(404);
        assertThat(files.answer(Ask.get(PATH + "?versionId=" + present)).status())
                .isEqualTo(200);
        assertThat(files.answer(Ask.get(PATH + "?versionId=8")).status()).isEqualTo(404);
    }

    @Test
    void oneThatIsNotThereIsNotFoundAndNobodyIsAskedToRepairIt() {
        state.scopes.add(Scope.host("home"));
        assertThat(files.answer(Ask.get(PATH)).status()).isEqualTo(404);
        publish(7, "{}");
        assertThat(files.answer(Ask.get(PATH)).status()).isEqualTo(200);
        store.damage(FallbackKeys.key(ID));
        assertThat(files.answer(Ask.get(PATH)).status()).isEqualTo(404);
        assertThat(damaged).isEmpty();
    }

    @Test
    void theLastGoodOneIsServedWhileTheStoreDoesNotAnswer() {
        publish(7, "{}");
        files.answer(Ask.get(PATH));
        store.fail(true);
        assertThat(files.answer(Ask.get(PATH)).status()).isEqualTo(200);
    }
}
