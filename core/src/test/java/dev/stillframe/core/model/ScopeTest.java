package dev.stillframe.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScopeTest {
    @Test
    void host_names_are_those_of_the_contracts() {
        for (String good : List.of("a", "0", "home-primary", "a--b-", "x".repeat(63))) {
            assertThat(Scope.isHost(good)).as(good).isTrue();
            assertThat(Scope.host(good).name()).isEqualTo(good);
        }
        for (String bad : List.of(
                "", "all", "-a", "A", "a.b", "a/b", "../x", "a b", "é", "a\n", "x".repeat(64), "x".repeat(300))) {
            assertThat(Scope.isHost(bad)).as(bad).isFalse();
            assertThatThrownBy(() -> Scope.host(bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_refusal_shows_no_control_characters_and_no_endless_names() {
        assertThatThrownBy(() -> new Scope("a\u001b[31m\n" + "x".repeat(300)))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> {
                    assertThat(e.getMessage()).doesNotContain("\u001b").doesNotContain("\n");
                    assertThat(e.getMessage().length()).isLessThan(200);
                });
    }

    @Test
    void all_covers_every_host_and_a_host_itself() {
        assertThat(Scope.ALL.covers("home")).isTrue();
        assertThat(Scope.host("home").covers("home")).isTrue();
        assertThat(Scope.host("home").covers("office")).isFalse();
    }

    @Test
    void all_comes_first() {
        List<Scope> scopes = List.of(Scope.host("b"), Scope.ALL, Scope.host("a"));

        assertThat(scopes.stream().sorted()).containsExactly(Scope.ALL, Scope.host("a"), Scope.host("b"));
    }

    @Test
    void the_keys_of_a_snapshot_are_those_of_the_contracts() {
        SnapshotId all = new SnapshotId(Scope.ALL, Window.H1, Granularity.G20);
        SnapshotId home = new SnapshotId(Scope.host("home-primary"), Window.M12, Granularity.G500);

        assertThat(all.key()).isEqualTo("latest_1h_20.json");
        assertThat(all.metaKey()).isEqualTo("latest_1h_20.meta.json");
        assertThat(all.stagedKey(1_766_996_100_123L)).isEqualTo("latest_1h_20.tmp-1766996100123.json");
        assertThat(home.key()).isEqualTo("host=home-primary/latest_12m_500.json");
        assertThat(home.metaKey()).isEqualTo("host=home-primary/latest_12m_500.meta.json");
        assertThat(home.stagedKey(7)).isEqualTo("host=home-primary/latest_12m_500.tmp-7.json");
    }

    @Test
    void a_scope_has_twenty_four_snapshots() {
        assertThat(SnapshotId.of(Scope.ALL)).hasSize(24).doesNotHaveDuplicates();
        assertThat(SnapshotId.of(Scope.ALL).getFirst().key()).isEqualTo("latest_1h_20.json");
        assertThat(SnapshotId.of(Scope.ALL).getLast().key()).isEqualTo("latest_12m_500.json");
    }

    @Test
    void trailing_absent_values_make_no_difference() {
        assertThat(Values.of(1, Values.ABSENT)).isEqualTo(Values.of(1)).hasSameHashCodeAs(Values.of(1));
        assertThat(Values.of(Values.ABSENT)).isSameAs(Values.NONE);
        assertThat(Values.of(Values.ABSENT, 0).has(0)).isFalse();
        assertThat(Values.of(Values.ABSENT, 0).has(1)).isTrue();
        assertThat(Values.of(1).get(31)).isEqualTo(Values.ABSENT);
    }

    @Test
    void a_sample_without_a_value_is_a_failed_test() {
        assertThat(Sample.failed("home", 1, "no route").isFailure()).isTrue();
        assertThat(new Sample("home", 1, Values.of(Values.ABSENT), null, Map.of()).isFailure())
                .isTrue();
        assertThat(Sample.of("home", 1, Values.ABSENT, 0).isFailure()).isFalse();
    }
}
