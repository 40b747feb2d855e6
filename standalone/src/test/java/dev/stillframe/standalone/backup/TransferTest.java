package dev.stillframe.standalone.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.deployment.Deployment;
import dev.stillframe.core.deployment.Transfer;
import dev.stillframe.core.model.Role;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.Token;
import dev.stillframe.core.model.Values;
import dev.stillframe.core.port.AuditLog;
import dev.stillframe.core.port.HostSummary;
import dev.stillframe.core.port.ImportLog;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.standalone.build.Edition;
import dev.stillframe.standalone.files.DataFolder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransferTest {
    private static final long T = Instant.parse("2025-03-01T00:00:00Z").toEpochMilli();
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2025-03-02T00:00:00Z"));
    private static final Token TOKEN =
            new Token("abc", Role.COLLECTOR, "home", "0".repeat(64), T, Long.MAX_VALUE, T + 5);

    @TempDir
    Path folder;

    private Edition from;
    private Edition to;

    @BeforeEach
    void open() {
        from = Edition.open(new DataFolder(folder.resolve("from")), Settings.DEFAULT, CLOCK);
        to = Edition.open(new DataFolder(folder.resolve("to")), Settings.DEFAULT, CLOCK);
        for (int i = 1; i <= 4; i++) {
            assertThat(from.imports().begin("log-" + i, T + i)).isEqualTo(i);
            from.imports().finish(i, 10L * i, T + 2L * i);
        }
        from.imports().discard(2);
        from.samples()
                .append(
                        List.of(
                                new Sample("home", T, Values.of(1, Values.ABSENT, -3), null, Map.of("server", "x")),
                                Sample.failed("home", T + 1, "no answer")),
                        ImportLog.origin(1));
        from.samples().append(List.of(Sample.of("office", T, 7)), ImportLog.origin(3));
        from.samples().withdraw(ImportLog.origin(3));
        from.imports().undone(3, T + 9);
        List<Sample> many = new ArrayList<>();
        for (int i = 10; i < 2_500; i++) {
            many.add(Sample.of("home", T + i, i));
        }
        from.samples().append(many, "token:abc");
        from.samples().append(List.of(Sample.of("home", T + 5_000, 1)), "token:stolen");
        from.samples().quarantine("token:stolen");
        from.tokens().add(TOKEN);
        from.audit().add(List.of(new AuditLog.Entry(T, "cli", "", "build", "", "ok", 1)));
        from.audit().add(List.of(new AuditLog.Entry(T + 1, "abc", "::1", "POST /samples", "home", "202", 3)));
    }

    @AfterEach
    void close() {
        from.close();
        to.close();
    }

    private static List<String> kept(Deployment deployment) {
        List<String> kept = new ArrayList<>();
        for (HostSummary host : deployment.samples().hosts(CLOCK.millis())) {
            deployment
                    .samples()
                    .kept(Scope.host(host.host()), (s, origin, aside) -> kept.add(s + " " + origin + " " + aside));
        }
        return kept;
    }

    private void assertSame() {
        assertThat(kept(to)).isEqualTo(kept(from)).hasSize(2_493);
        assertThat(to.imports().imports()).isEqualTo(from.imports().imports()).hasSize(3);
        assertThat(to.tokens().tokens()).isEqualTo(from.tokens().tokens()).containsExactly(TOKEN);
        assertThat(to.audit().newest(10)).isEqualTo(from.audit().newest(10)).hasSize(2);
    }

    @Test
    void everything_that_cannot_be_computed_again_is_copied() {
        assertThat(Transfer.isEmpty(to)).isTrue();
        assertThat(new Transfer(from, to, done -> {}).run()).isEqualTo(2_493);
        assertThat(Transfer.isEmpty(to)).isFalse();
        assertSame();
        assertThat(to.samples().withdraw(ImportLog.origin(1))).isEqualTo(2);
        assertThat(to.imports().begin("next", T)).isEqualTo(5);
    }

    @Test
    void a_copy_that_broke_off_anywhere_is_completed_by_the_next() {
        for (int stop : new int[] {1, 971, 2_000, 2_493}) {
            Transfer broken = new Transfer(from, to, done -> {
                if (done == stop) {
                    throw new StoreException("the line is down");
                }
            });
            assertThatThrownBy(broken::run).hasMessage("the line is down");
        }
        new Transfer(from, to, done -> {}).run();
        assertSame();
        new Transfer(from, to, done -> {}).run();
        assertSame();
    }

    @Test
    void a_deployment_that_has_given_numbers_to_imports_is_refused() {
        to.imports().discard(to.imports().begin("other", T));
        assertThatThrownBy(() -> new Transfer(from, to, done -> {}).run())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("it is not new");
    }
}
