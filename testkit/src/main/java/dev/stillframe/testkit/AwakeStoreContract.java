package dev.stillframe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.AwakeStore;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every edition of {@link AwakeStore} does. */
public abstract class AwakeStoreContract {
    private static final Scope HOME = Scope.host("home");
    private static final Scope OFFICE = Scope.host("office");
    private static final long T = 1_767_000_000_000L;

    /** For editions. */
    protected AwakeStoreContract() {}

    /** A new, empty store. */
    protected abstract AwakeStore store();

    @Test
    void nobody_is_awake_at_first() {
        assertThat(store().until(HOME)).isEmpty();
        assertThat(store().awakeAfter(0)).isEmpty();
    }

    @Test
    void the_last_end_that_was_set_holds_also_an_earlier_one() {
        AwakeStore store = store();
        store.put(HOME, T);
        store.put(HOME, T - 1);
        store.put(OFFICE, T + 5);

        assertThat(store.until(HOME)).contains(T - 1);
        assertThat(store.until(OFFICE)).contains(T + 5);
    }

    @Test
    void those_that_fall_asleep_after_an_instant_are_listed() {
        AwakeStore store = store();
        store.put(HOME, T);
        store.put(OFFICE, T + 5);

        assertThat(store.awakeAfter(T - 1)).isEqualTo(Map.of(HOME, T, OFFICE, T + 5));
        assertThat(store.awakeAfter(T)).isEqualTo(Map.of(OFFICE, T + 5));
        assertThat(store.awakeAfter(T + 5)).isEmpty();
    }
}
