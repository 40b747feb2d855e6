package dev.stillframe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.port.LeaseStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link LeaseStore} does. */
public abstract class LeaseStoreContract {
    private static final long NOW = 1_767_225_600_000L;
    private static final Duration LENGTH = Duration.ofMinutes(2);
    private static final long END = NOW + LENGTH.toMillis();

    /** The store under test. */
    protected LeaseStore store;

    /** A store without leases; a new one for each test. */
    protected abstract LeaseStore create() throws Exception;

    /** The same store as another process would open it. A store that lives in this process only returns itself. */
    protected LeaseStore reopen(LeaseStore opened) throws Exception {
        return opened;
    }

    @BeforeEach
    void createStore() throws Exception {
        store = create();
    }

    @Test
    void a_free_lease_is_given_to_the_first_who_asks() {
        assertThat(store.acquire("all", "a", NOW, LENGTH)).isTrue();
        assertThat(store.acquire("all", "b", NOW, LENGTH)).isFalse();
    }

    @Test
    void another_holder_waits_until_the_end() {
        store.acquire("all", "a", NOW, LENGTH);

        assertThat(store.acquire("all", "b", END - 1, LENGTH)).isFalse();
        assertThat(store.acquire("all", "b", END, LENGTH)).isTrue();
        assertThat(store.acquire("all", "a", END, LENGTH)).isFalse();
    }

    @Test
    void the_holder_prolongs_its_lease() {
        store.acquire("all", "a", NOW, LENGTH);

        assertThat(store.acquire("all", "a", NOW + 60_000, LENGTH)).isTrue();
        assertThat(store.acquire("all", "b", END, LENGTH)).isFalse();
        assertThat(store.acquire("all", "b", END + 60_000, LENGTH)).isTrue();
    }

    @Test
    void a_refused_request_changes_nothing() {
        store.acquire("all", "a", NOW, LENGTH);
        store.acquire("all", "b", NOW + 60_000, LENGTH);

        assertThat(store.acquire("all", "c", END, LENGTH)).isTrue();
    }

    @Test
    void a_released_lease_is_free_at_once() {
        store.acquire("all", "a", NOW, LENGTH);
        store.release("all", "a");

        assertThat(store.acquire("all", "b", NOW, LENGTH)).isTrue();
    }

    @Test
    void only_the_holder_can_release() {
        store.acquire("all", "a", NOW, LENGTH);
        store.release("all", "b");

        assertThat(store.acquire("all", "b", NOW, LENGTH)).isFalse();
    }

    @Test
    void one_that_was_taken_over_is_not_released_by_its_former_holder() {
        store.acquire("all", "a", NOW, LENGTH);
        store.acquire("all", "b", END, LENGTH);
        store.release("all", "a");

        assertThat(store.acquire("all", "c", END, LENGTH)).isFalse();
    }

    @Test
    void releasing_what_nobody_holds_does_nothing() {
        store.release("all", "a");

        assertThat(store.acquire("all", "b", NOW, LENGTH)).isTrue();
    }

    @Test
    void leases_of_different_names_are_independent() {
        store.acquire("all", "a", NOW, LENGTH);

        assertThat(store.acquire("home", "b", NOW, LENGTH)).isTrue();
        store.release("home", "b");
        assertThat(store.acquire("all", "b", NOW, LENGTH)).isFalse();
    }

    @Test
    void a_holder_whose_clock_ran_far_ahead_does_not_lock_others_out() {
        store.acquire("all", "ahead", NOW + Duration.ofDays(400).toMillis(), LENGTH);

        assertThat(store.acquire("all", "b", NOW, LENGTH)).isTrue();
    }

    @Test
    void of_many_who_ask_at_once_one_gets_it() {
        for (int round = 0; round < 20; round++) {
            String name = "host-" + round;
            List<Boolean> answers = Race.of(8, i -> () -> store.acquire(name, "holder-" + i, NOW, LENGTH));

            assertThat(answers).filteredOn(given -> given).hasSize(1);
        }
    }

    @Test
    void a_lease_is_seen_by_another_process() throws Exception {
        store.acquire("all", "a", NOW, LENGTH);
        LeaseStore other = reopen(store);

        assertThat(other.acquire("all", "b", NOW, LENGTH)).isFalse();
        other.release("all", "a");
        assertThat(other.acquire("all", "b", NOW, LENGTH)).isTrue();
    }
}
