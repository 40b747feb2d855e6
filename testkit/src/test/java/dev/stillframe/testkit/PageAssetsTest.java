package dev.stillframe.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.deployment.Deployment;
import dev.stillframe.core.deployment.Stores;
import dev.stillframe.core.memory.MemoryAuditLog;
import dev.stillframe.core.memory.MemoryCheckpointStore;
import dev.stillframe.core.memory.MemoryFactStore;
import dev.stillframe.core.memory.MemoryImportLog;
import dev.stillframe.core.memory.MemoryLeaseStore;
import dev.stillframe.core.memory.MemoryRefreshQueue;
import dev.stillframe.core.memory.MemorySampleStore;
import dev.stillframe.core.memory.MemorySnapshotStore;
import dev.stillframe.core.memory.MemoryTokenStore;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.RawArchive;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOrder;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.publish.Pages;
import dev.stillframe.core.publish.Ports;
import dev.stillframe.core.read.PageKeys;
import dev.stillframe.core.settings.Settings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What pages name: there before a page is published, and found again where it was lost. */
class PageAssetsTest {
    private static final long NOW = 1_766_996_127_345L;
    private static final long HOUR = 3_600_000;
    private static final String SCRIPT = "app/0123456789ab/main.js";

    private final ManualClock clock = new ManualClock(NOW);
    private final MemorySnapshotStore snapshots = new MemorySnapshotStore(clock);
    private final MemorySampleStore samples = new MemorySampleStore();
    private final MemoryCheckpointStore checkpoints = new MemoryCheckpointStore();
    private final MemoryFactStore facts = new MemoryFactStore();
    private boolean refusesAssets;
    private int looks;
    private long ids;

    private static final class InMemory extends Deployment {
        InMemory(Stores stores, Pages pages, InstantSource clock, java.util.function.Supplier<String> ids) {
            super(stores, Settings.DEFAULT, pages, clock, ids);
        }

        @Override
        public String place() {
            return "memory";
        }

        @Override
        public void close() {}
    }

    /** Another process on the same stores. */
    private Deployment process() {
        return process(ShownPages.PAGES);
    }

    private Deployment process(Pages pages) {
        Ports ports = new Ports(samples, checkpoints, watched(), new MemoryLeaseStore());
        Stores stores = new Stores(
                ports,
                new MemoryImportLog(),
                new MemoryTokenStore(),
                new MemoryAuditLog(),
                new MemoryRefreshQueue(),
                facts,
                RawArchive.NONE);
        return new InMemory(stores, pages, clock, () -> "build-" + ++ids);
    }

    /** The store, which counts looks at assets, and may take none. */
    private SnapshotStore watched() {
        return (SnapshotStore) Proxy.newProxyInstance(
                SnapshotStore.class.getClassLoader(), new Class<?>[] {SnapshotStore.class}, (proxy, method, args) -> {
                    if (method.getName().equals("damaged") && ((List<?>) args[0]).contains(SCRIPT)) {
                        looks++;
                    }
                    if (refusesAssets && method.getName().equals("publish") && anyAsset((List<?>) args[1])) {
                        throw new StoreException("no room for assets");
                    }
                    try {
                        return method.invoke(snapshots, args);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    private static boolean anyAsset(List<?> objects) {
        return objects.stream().anyMatch(object -> PageKeys.isAsset(((StoredObject) object).key()));
    }

    private void arrive() {
        samples.append(
                List.of(Sample.of("home", clock.millis() - 1_000, 90_000 + ids, 40_000, 11_000)), "probe " + ids);
    }

    private BuildOutcome build(Deployment process) {
        return process.builder().build(Scope.ALL, BuildMode.DUE);
    }

    private String index() {
        return new String(snapshots.read(PageKeys.INDEX).orElseThrow().object().body(), StandardCharsets.UTF_8);
    }

    @Test
    void before_the_first_build_there_is_a_page_without_numbers_and_a_newer_program_replaces_it() {
        process().repairAssets();
        assertThat(index()).isEqualTo("<!doctype html>version 1, nothing yet");

        process(new ShownPages("2")).repairAssets();
        assertThat(index()).isEqualTo("<!doctype html>version 2, nothing yet");
    }

    @Test
    void a_page_of_a_build_that_was_lost_is_left_to_the_builder() {
        arrive();
        Deployment process = process();
        build(process);
        final String built = index();
        snapshots.remove(List.of(PageKeys.INDEX));

        process.repairAssets();
        assertThat(snapshots.read(PageKeys.INDEX)).isEmpty();
        process.builder().build(new BuildOrder(Scope.ALL, BuildMode.DUE).lookingAtPages());
        assertThat(index()).isEqualTo(built);
    }

    @Test
    void a_page_is_not_replaced_by_one_without_numbers() {
        arrive();
        build(process());
        final String built = index();

        process().repairAssets();
        assertThat(index()).isEqualTo(built);
    }

    @Test
    void numbers_go_out_and_pages_stay_while_what_they_name_cannot_be_published() {
        arrive();
        build(process());
        final String before = index();
        Stream.of(SCRIPT, "app/0123456789ab/style.css").forEach(snapshots::lose);
        refusesAssets = true;
        clock.advance(HOUR);
        arrive();
        Deployment process = process();
        assertThatThrownBy(process::repairAssets).isInstanceOf(StoreException.class);

        assertThat(build(process)).isInstanceOfSatisfying(BuildOutcome.Built.class, built -> {
            assertThat(built.written()).isPositive();
            assertThat(built.pages()).isZero();
            assertThat(built.warning()).contains("pages stay as they are");
        });
        assertThat(index()).isEqualTo(before);
        assertThat(process.verifier().verify(Scope.ALL).differences()).isEmpty();

        refusesAssets = false;
        clock.advance(600_000);
        arrive();
        assertThat(build(process))
                .isInstanceOfSatisfying(
                        BuildOutcome.Built.class,
                        built -> assertThat(built.pages()).isEqualTo(3));
        assertThat(snapshots.read(SCRIPT)).isPresent();
    }

    @Test
    void a_build_publishes_what_its_pages_name_though_nobody_asked_for_it() {
        arrive();
        build(process());

        assertThat(snapshots.read(SCRIPT)).isPresent();
    }

    @Test
    void processes_look_once_a_day_and_find_what_was_lost() {
        process().publishAssets();
        assertThat(looks).isEqualTo(1);
        Deployment process = process();
        process.publishAssets();
        clock.advance(20 * HOUR);
        process.publishAssets();
        process().publishAssets();
        assertThat(looks).isEqualTo(1);

        snapshots.lose(SCRIPT);
        clock.advance(5 * HOUR);
        process.publishAssets();
        assertThat(snapshots.read(SCRIPT)).isPresent();
        process().publishAssets();
        assertThat(looks).isEqualTo(2);
    }

    @Test
    void another_version_of_the_program_looks_at_once() {
        process().publishAssets();
        facts.put("assets", "app/ba9876543210 " + NOW);
        snapshots.lose(SCRIPT);

        process().publishAssets();
        assertThat(snapshots.read(SCRIPT)).isPresent();
    }

    @Test
    void before_the_first_build_nobody_misses_them() {
        arrive();
        try (Deployment deployment = process()) {
            assertThat(deployment.directoryDifferences()).noneMatch(line -> line.contains("app/"));

            deployment.builder().build(Scope.ALL, BuildMode.ALL);
            snapshots.lose(SCRIPT);
            assertThat(deployment.directoryDifferences()).anyMatch(line -> line.startsWith(SCRIPT));
        }
    }
}
