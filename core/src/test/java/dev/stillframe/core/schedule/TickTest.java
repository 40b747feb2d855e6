package dev.stillframe.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.HostSummary;
import dev.stillframe.core.port.Position;
import dev.stillframe.core.publish.BuildMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TickTest {
    private static final long T = 1_767_000_000_000L;
    private static final long MINUTE = 60_000;
    private static final Cadence REST = Cadence.resting(Duration.ofHours(6));
    private static final Scope HOME = Scope.host("home");
    private static final List<HostSummary> HOSTS = hosts("cabin", "home");
    private static final List<Scope> BUILT = List.of(Scope.ALL, HOME, Scope.host("cabin"));

    private static List<HostSummary> hosts(String... names) {
        return List.of(names).stream()
                .map(name -> new HostSummary(name, Position.NONE, T))
                .toList();
    }

    @Test
    void where_no_host_rests_every_scope_is_built_at_every_tick() {
        assertThat(new Tick(T - MINUTE, T, Cadence.NONE).due(HOSTS, BUILT, Map.of()))
                .isEqualTo(Map.of(Scope.ALL, BuildMode.DUE, HOME, BuildMode.DUE, Scope.host("cabin"), BuildMode.DUE));
    }

    @Test
    void a_host_that_was_never_built_is_built_at_once() {
        assertThat(new Tick(T - 1, T, REST).due(HOSTS, List.of(Scope.ALL, Scope.host("cabin")), Map.of()))
                .isEqualTo(Map.of(Scope.ALL, BuildMode.DUE, HOME, BuildMode.ALL));
    }

    @Test
    void a_host_that_is_awake_is_built_at_every_tick_and_once_more_when_it_has_fallen_asleep() {
        Map<Scope, Long> sleeps = Map.of(HOME, T + 10);

        assertThat(new Tick(T - 1, T, REST).due(HOSTS, BUILT, sleeps)).containsEntry(HOME, BuildMode.DUE);
        assertThat(new Tick(T, T + 20, REST).due(HOSTS, BUILT, sleeps)).containsEntry(HOME, BuildMode.DUE);
        assertThat(new Tick(T + 20, T + 40, REST).due(HOSTS, BUILT, sleeps)).doesNotContainKey(HOME);
    }

    @Test
    void a_resting_host_has_one_turn_in_each_rest_however_the_ticks_fall() {
        Map<Scope, Integer> turns = new HashMap<>();
        long step = 47_123;
        int rests = 5;
        for (long at = T; at < T + rests * REST.restMillis(); at += step) {
            long next = Math.min(at + step, T + rests * REST.restMillis());
            new Tick(at, next, REST)
                    .due(HOSTS, BUILT, Map.of())
                    .forEach((scope, mode) -> turns.merge(scope, mode == BuildMode.ALL ? 1 : 0, Integer::sum));
        }
        assertThat(turns).containsEntry(HOME, rests).containsEntry(Scope.host("cabin"), rests);
    }

    @Test
    void a_turn_that_fell_into_a_long_pause_is_made_up_for() {
        Tick tick = new Tick(T, T + REST.restMillis() * 3, REST);

        assertThat(tick.due(HOSTS, BUILT, Map.of())).hasSize(3).containsEntry(HOME, BuildMode.ALL);
    }

    @Test
    void at_the_first_tick_all_are_looked_at() {
        assertThat(new Tick(-1, T, REST).due(HOSTS, BUILT, Map.of()))
                .isEqualTo(Map.of(Scope.ALL, BuildMode.DUE, HOME, BuildMode.ALL, Scope.host("cabin"), BuildMode.ALL));
    }

    @Test
    void a_clock_that_was_set_back_gives_nobody_a_turn() {
        assertThat(new Tick(T + MINUTE, T, REST).due(HOSTS, BUILT, Map.of()))
                .isEqualTo(Map.of(Scope.ALL, BuildMode.DUE));
    }

    @Test
    void the_turns_of_many_hosts_are_spread_over_the_rest() {
        List<HostSummary> many =
                hosts(IntStream.range(0, 3_600).mapToObj(i -> "host-" + i).toArray(String[]::new));
        List<Scope> built = new ArrayList<>();
        many.forEach(host -> built.add(Scope.host(host.host())));
        int most = 0;
        for (long at = T; at < T + REST.restMillis(); at += MINUTE) {
            most = Math.max(
                    most,
                    new Tick(at, at + MINUTE, REST).due(many, built, Map.of()).size() - 1);
        }
        // Ten a minute on average.
        assertThat(most).isLessThan(40);
    }
}
