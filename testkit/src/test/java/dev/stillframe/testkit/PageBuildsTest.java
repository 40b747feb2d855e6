package dev.stillframe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.encode.Manifest;
import dev.stillframe.core.memory.MemoryCheckpointStore;
import dev.stillframe.core.memory.MemoryLeaseStore;
import dev.stillframe.core.memory.MemorySampleStore;
import dev.stillframe.core.memory.MemorySnapshotStore;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOrder;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.publish.Builder;
import dev.stillframe.core.publish.CommittedFiles;
import dev.stillframe.core.publish.Pages;
import dev.stillframe.core.publish.Ports;
import dev.stillframe.core.publish.Verifier;
import dev.stillframe.core.read.PageKeys;
import dev.stillframe.core.rollup.Rules;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Page, frame and badge of a scope: when builds write them, and how they are put right. */
class PageBuildsTest {
    private static final long NOW = 1_766_996_127_345L;
    private static final Scope HOME = Scope.host("home");
    private static final long MINUTE = 60_000;

    private final ManualClock clock = new ManualClock(NOW);
    private final MemorySnapshotStore snapshots = new MemorySnapshotStore(clock);
    private final Ports ports =
            new Ports(new MemorySampleStore(), new MemoryCheckpointStore(), snapshots, new MemoryLeaseStore());
    private long ids;

    private BuildOutcome build(BuildOrder order) {
        return build(order, ports, ShownPages.PAGES);
    }

    private BuildOutcome build(BuildOrder order, Ports on, Pages pages) {
        return new Builder(on, Metrics.BUILT_IN, Rules.USUAL, pages, clock, () -> "build-" + ++ids).build(order);
    }

    private BuildOutcome due(Scope scope) {
        return build(new BuildOrder(scope, BuildMode.DUE));
    }

    private BuildOutcome thoroughly(Scope scope) {
        return build(new BuildOrder(scope, BuildMode.DUE).thoroughly());
    }

    private void arrive(long t) {
        ports.samples().append(List.of(Sample.of("home", t, 90_000 + t % 1000, 40_000, 11_000)), "test");
    }

    private List<String> differences(Scope scope) {
        return new Verifier(ports, Metrics.BUILT_IN, Rules.USUAL, ShownPages.PAGES)
                .verify(scope)
                .differences();
    }

    private String text(String key) {
        return new String(snapshots.read(key).orElseThrow().object().body(), StandardCharsets.UTF_8);
    }

    private long number(String key) {
        return snapshots.read(key).orElseThrow().number();
    }

    /** The same store, which tells what is published. */
    private Ports told(List<String> keys) {
        SnapshotStore telling = (SnapshotStore) Proxy.newProxyInstance(
                SnapshotStore.class.getClassLoader(), new Class<?>[] {SnapshotStore.class}, (proxy, method, args) -> {
                    if (method.getName().equals("publish")) {
                        ((List<?>) args[1]).forEach(object -> keys.add(((StoredObject) object).key()));
                    }
                    try {
                        return method.invoke(snapshots, args);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
        return new Ports(ports.samples(), ports.checkpoints(), telling, ports.leases());
    }

    @Test
    void a_build_writes_the_pages_of_its_scope_before_the_manifest() {
        arrive(NOW - MINUTE);
        List<String> keys = new ArrayList<>();
        BuildOutcome all = build(new BuildOrder(Scope.ALL, BuildMode.DUE), told(keys), ShownPages.PAGES);

        assertThat(all)
                .isInstanceOfSatisfying(
                        BuildOutcome.Built.class,
                        built -> assertThat(built.pages()).isEqualTo(3));
        assertThat(keys).contains("index.html", "frame.html", "badge.svg");
        assertThat(keys.getLast()).isEqualTo(Manifest.key(Scope.ALL));
        assertThat(due(HOME))
                .isInstanceOfSatisfying(
                        BuildOutcome.Built.class,
                        built -> assertThat(built.pages()).isEqualTo(2));
        assertThat(snapshots.read("host=home/index.html")).isEmpty();
        assertThat(text("host=home/badge.svg"))
                .contains("home, ")
                .contains("generated " + NOW)
                .contains("last sample " + (NOW - MINUTE));
        assertThat(differences(Scope.ALL)).isEmpty();
        assertThat(differences(HOME)).isEmpty();
    }

    @Test
    void they_are_written_each_fifth_minute_when_the_day_that_they_show_is_written_or_confirmed() {
        arrive(NOW - MINUTE);
        due(Scope.ALL);
        final String first = text(PageKeys.INDEX);
        List<Integer> written = new ArrayList<>();
        for (int minute = 1; minute <= 12; minute++) {
            clock.advance(MINUTE);
            arrive(clock.millis() - 1);
            if (due(Scope.ALL) instanceof BuildOutcome.Built built && built.pages() > 0) {
                written.add(minute);
            }
            assertThat(differences(Scope.ALL)).isEmpty();
            // It may publish rollups that wait; the pages are right as they are.
            assertThat(thoroughly(Scope.ALL) instanceof BuildOutcome.Built built ? built.pages() : 0)
                    .isZero();
            if (minute < 6) {
                assertThat(text(PageKeys.INDEX)).isEqualTo(first);
            }
        }
        assertThat(written).containsExactly(6, 12);
        assertThat(text(PageKeys.INDEX))
                .contains("generated " + (NOW + 12 * MINUTE))
                .contains("expires " + (NOW + 27 * MINUTE));
    }

    @Test
    void whoever_waits_for_a_build_sees_it() {
        arrive(NOW - MINUTE);
        due(HOME);
        clock.advance(MINUTE);
        build(new BuildOrder(HOME, BuildMode.REFRESH));

        assertThat(text("host=home/badge.svg")).contains("generated " + (NOW + MINUTE));
    }

    @Test
    void a_deployment_that_had_none_gets_them_with_the_next_build() {
        arrive(NOW - MINUTE);
        build(new BuildOrder(HOME, BuildMode.DUE), ports, Pages.NONE);
        assertThat(differences(HOME)).hasSize(1).first().asString().contains("no pages are published yet");

        assertThat(due(HOME)).isInstanceOf(BuildOutcome.Built.class);
        assertThat(differences(HOME)).isEmpty();
    }

    @Test
    void where_nothing_changed_even_a_thorough_look_writes_nothing() {
        arrive(NOW - MINUTE);
        due(Scope.ALL);

        assertThat(thoroughly(Scope.ALL)).isInstanceOf(BuildOutcome.Unchanged.class);
        assertThat(number(PageKeys.FRAME)).isEqualTo(1);
    }

    @Test
    void a_lost_or_changed_file_is_found_by_verify_and_put_right_by_a_thorough_build() {
        arrive(NOW - MINUTE);
        due(Scope.ALL);
        snapshots.lose(PageKeys.BADGE);
        snapshots.publish(1, List.of(new StoredObject(PageKeys.INDEX, new byte[] {'x'}, false)));

        assertThat(differences(Scope.ALL))
                .anySatisfy(line -> assertThat(line).startsWith("badge.svg: the file is missing"))
                .anySatisfy(line -> assertThat(line).startsWith("index.html: the file is not what"))
                .hasSize(2);
        assertThat(due(Scope.ALL)).isInstanceOf(BuildOutcome.Unchanged.class);
        assertThat(thoroughly(Scope.ALL)).isInstanceOfSatisfying(BuildOutcome.Built.class, built -> {
            assertThat(built.written()).isZero();
            assertThat(built.pages()).isEqualTo(3);
        });
        assertThat(differences(Scope.ALL)).isEmpty();
    }

    @Test
    void where_the_manifest_is_gone_every_build_looks() {
        arrive(NOW - MINUTE);
        due(HOME);
        snapshots.lose(Manifest.key(HOME));
        snapshots.lose("host=home/frame.html");

        assertThat(due(HOME)).isInstanceOf(BuildOutcome.Built.class);
        assertThat(differences(HOME)).isEmpty();
    }

    @Test
    void pages_of_an_older_program_are_written_again_by_a_thorough_build() {
        arrive(NOW - MINUTE);
        build(new BuildOrder(HOME, BuildMode.DUE), ports, new ShownPages("older"));
        assertThat(differences(HOME)).hasSize(2);

        thoroughly(HOME);
        assertThat(text("host=home/badge.svg")).startsWith("version 1, ");
        assertThat(differences(HOME)).isEmpty();
    }

    @Test
    void a_lost_file_is_made_again_for_its_readers_byte_for_byte() {
        arrive(NOW - MINUTE);
        due(HOME);
        clock.advance(7 * MINUTE);
        due(HOME);
        CommittedFiles committed = new CommittedFiles(
                ports.checkpoints(),
                snapshots,
                Metrics.BUILT_IN,
                Rules.USUAL,
                ShownPages.PAGES,
                (stage, object) -> stage + "-" + Checksum.of(object.body()).substring(7, 19));
        for (String key : PageKeys.of(HOME)) {
            SnapshotStore.Published published = snapshots.read(key).orElseThrow();
            snapshots.lose(key);
            assertThat(committed.standIn(key)).hasValueSatisfying(made -> {
                assertThat(made.object().body()).isEqualTo(published.object().body());
                assertThat(made.number()).isEqualTo(published.number());
            });
        }
        assertThat(committed.standIn("host=home/index.html")).isEmpty();
        assertThat(committed.standIn("index.html")).isEmpty();
        assertThat(committed.standIn("app/0123456789ab/main.js")).isPresent();
        assertThat(committed.standIn("app/ba9876543210/main.js")).isEmpty();
    }

    @Test
    void numbers_are_published_though_a_page_cannot_be_made_of_them() {
        Pages broken = new ShownPages("broken") {
            @Override
            public List<StoredObject> of(Scope scope, Shown shown) {
                throw new IllegalStateException("a text that nobody foresaw");
            }
        };
        arrive(NOW - MINUTE);
        due(HOME);
        final String before = text("host=home/badge.svg");
        clock.advance(10 * MINUTE);
        arrive(clock.millis() - 1);

        assertThat(build(new BuildOrder(HOME, BuildMode.DUE).thoroughly(), ports, broken))
                .isInstanceOfSatisfying(BuildOutcome.Built.class, built -> {
                    assertThat(built.written()).isPositive();
                    assertThat(built.pages()).isZero();
                    assertThat(built.warning()).contains("pages could not be made", "nobody foresaw");
                });
        assertThat(text("host=home/badge.svg")).isEqualTo(before);
        assertThat(differences(HOME)).as("what is there is still right").isEmpty();
        assertThat(new Verifier(ports, Metrics.BUILT_IN, Rules.USUAL, broken)
                        .verify(HOME)
                        .differences())
                .singleElement()
                .asString()
                .contains("it cannot be made");
        clock.advance(10 * MINUTE);
        assertThat(due(HOME))
                .isInstanceOfSatisfying(
                        BuildOutcome.Built.class,
                        built -> assertThat(built.pages()).isEqualTo(2));
    }

    @Test
    void numbers_that_are_taken_back_leave_the_pages_with_the_next_build() {
        arrive(NOW - 2 * MINUTE);
        ports.samples().append(List.of(Sample.of("home", NOW - MINUTE, 1_000, 2_000, 9_000)), "bad");
        due(HOME);
        clock.advance(10_000);
        ports.samples().quarantine("bad");

        assertThat(due(HOME))
                .isInstanceOfSatisfying(
                        BuildOutcome.Built.class,
                        built -> assertThat(built.pages()).isEqualTo(2));
        assertThat(text("host=home/badge.svg")).contains("last sample " + (NOW - 2 * MINUTE));
    }

    @Test
    void a_page_that_cannot_be_made_makes_no_builds() {
        Pages broken = new ShownPages("broken") {
            @Override
            public List<StoredObject> of(Scope scope, Shown shown) {
                throw new IllegalStateException("a text that nobody foresaw");
            }
        };
        arrive(NOW - MINUTE);
        BuildOrder order = new BuildOrder(HOME, BuildMode.DUE);
        assertThat(build(order, ports, broken)).isInstanceOf(BuildOutcome.Built.class);
        assertThat(build(order, ports, broken)).isInstanceOf(BuildOutcome.Unchanged.class);
        assertThat(build(order.thoroughly(), ports, broken)).isInstanceOf(BuildOutcome.Unchanged.class);

        assertThat(due(HOME)).isInstanceOf(BuildOutcome.Built.class);
        snapshots.lose("host=home/frame.html");
        assertThat(build(order.thoroughly(), ports, broken)).isInstanceOf(BuildOutcome.Unchanged.class);
    }

    @Test
    void a_build_that_looks_at_pages_finds_a_lost_one() {
        arrive(NOW - MINUTE);
        due(HOME);
        snapshots.lose("host=home/frame.html");
        assertThat(due(HOME)).isInstanceOf(BuildOutcome.Unchanged.class);

        assertThat(build(new BuildOrder(HOME, BuildMode.ALL).lookingAtPages())).isInstanceOf(BuildOutcome.Built.class);
        assertThat(differences(HOME)).isEmpty();
    }

    @Test
    void a_deployment_without_pages_has_none() {
        arrive(NOW - MINUTE);
        build(new BuildOrder(Scope.ALL, BuildMode.DUE).thoroughly(), ports, Pages.NONE);

        assertThat(snapshots.read(PageKeys.of(Scope.ALL))).isEmpty();
        assertThat(new Verifier(ports, Metrics.BUILT_IN).verify(Scope.ALL).differences())
                .isEmpty();
    }
}
