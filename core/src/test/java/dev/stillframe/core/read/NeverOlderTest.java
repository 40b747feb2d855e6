package dev.stillframe.core.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.model.Window;
import dev.stillframe.core.port.SnapshotStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NeverOlderTest {
    private static final Scope HOME = Scope.host("home");
    private static final SnapshotId HOUR = new SnapshotId(HOME, Window.H1, Granularity.G20);
    private static final String PATH = "/host=home/latest_1h_20.json";

    private final UnsteadyStore store = new UnsteadyStore();
    private final CommittedState state = new CommittedState();
    private final List<String> damaged = new ArrayList<>();
    private final PublicFiles files = new PublicFiles(store, state, damaged::add, PublicFiles.DEFAULT_MEMORY);
    private final PublicFiles forgetful = new PublicFiles(store, state, damaged::add, 0);

    @Test
    void aStoreThatGoesBackIsNotFollowed() {
        store.build(HOUR, 8, "8");
        assertThat(text(files)).isEqualTo("8");
        store.answer(HOUR.key(), Optional.of(published(7, "7")));
        assertThat(text(files)).isEqualTo("8");
        assertThat(damaged).containsExactly(HOUR.key());
    }

    @Test
    void aFileThatIsLostIsServedFromMemoryUntilABuildHasRepairedIt() {
        store.build(HOUR, 8, "8");
        assertThat(text(files)).isEqualTo("8");
        store.damage(HOUR.key());
        assertThat(text(files)).isEqualTo("8");
        assertThat(damaged).containsExactly(HOUR.key());
        store.heal(HOUR.key());
        store.build(HOUR, 9, "9");
        assertThat(text(files)).isEqualTo("9");
        assertThat(damaged).hasSize(1);
    }

    @Test
    void aFileThatWasNeverServedComesFromTheStandIn() {
        state.scopes.add(HOME);
        state.objects.put(HOUR.key(), published(8, "8"));
        store.damage(HOUR.key());
        assertThat(text(files)).isEqualTo("8");
        assertThat(damaged).containsExactly(HOUR.key());
    }

    @Test
    void theStandInIsHeldToTheRuleToo() {
        store.build(HOUR, 8, "8");
        assertThat(text(forgetful)).isEqualTo("8");
        store.damage(HOUR.key());
        state.scopes.add(HOME);
        state.objects.put(HOUR.key(), published(7, "7"));
        assertThat(status(forgetful)).isEqualTo(503);
        state.objects.put(HOUR.key(), published(8, "8"));
        assertThat(text(forgetful)).isEqualTo("8");
    }

    @Test
    void theHighestNumberIsRememberedWhenTheBytesAreNot() {
        store.build(HOUR, 8, "8");
        assertThat(text(forgetful)).isEqualTo("8");
        state.scopes.add(HOME);
        store.answer(HOUR.key(), Optional.of(published(7, "7")));
        assertThat(status(forgetful)).isEqualTo(503);
        assertThat(damaged).containsExactly(HOUR.key());
    }

    @Test
    void theSameNumberWithNewBytesIsServed() {
        store.put("host=home/manifest.json", 8, "{\"stale\":false}");
        files.answer(Ask.get("/host=home/manifest.json"));
        store.put("host=home/manifest.json", 8, "{\"stale\":true}");
        assertThat(new String(files.answer(Ask.get("/host=home/manifest.json")).body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"stale\":true}");
    }

    @Test
    void aStoreThatFailsIsNoDamage() {
        store.build(HOUR, 8, "8");
        assertThat(text(files)).isEqualTo("8");
        store.fail(true);
        assertThat(text(files)).isEqualTo("8");
        assertThat(files.answer(Ask.get(PATH + "?versionId=1-2")).status()).isEqualTo(503);
        assertThat(damaged).isEmpty();
    }

    @Test
    void aKnownScopeWithoutFilesIsUnavailableForNow() {
        state.scopes.add(HOME);
        Answer answer = files.answer(Ask.get(PATH));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isPresent();
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(damaged).containsExactly(HOUR.key());
    }

    @Test
    void beforeTheFirstBuildAllIsUnavailableAndNothingIsDamaged() {
        assertThat(files.answer(Ask.get("/manifest.json")).status()).isEqualTo(503);
        assertThat(files.answer(Ask.get("/hosts.json")).status()).isEqualTo(503);
        assertThat(damaged).isEmpty();
    }

    @Test
    void aHostThatWasNeverSeenIsNotFoundAndStartsNoRepair() {
        assertThat(files.answer(Ask.get("/host=nobody/latest_1h_20.json")).status())
                .isEqualTo(404);
        assertThat(damaged).isEmpty();
    }

    private static SnapshotStore.Published published(long build, String json) {
        return new SnapshotStore.Published(
                UnsteadyStore.payload(HOUR, build, json), build, "v" + build, UnsteadyStore.NOW.toEpochMilli());
    }

    private static String text(PublicFiles files) {
        Answer answer = files.answer(Ask.get(PATH));
        assertThat(answer.status()).isEqualTo(200);
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static int status(PublicFiles files) {
        return files.answer(Ask.get(PATH)).status();
    }
}
