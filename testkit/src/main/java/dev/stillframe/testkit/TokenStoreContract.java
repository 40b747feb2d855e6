package dev.stillframe.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.model.Role;
import dev.stillframe.core.model.Token;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.port.TokenStore;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link TokenStore} does. */
public abstract class TokenStoreContract {
    private static final long NOW = 1_767_225_600_000L;

    /** The store under test. */
    protected TokenStore store;

    /** A store without tokens; a new one for each test. */
    protected abstract TokenStore create() throws Exception;

    /** The same store, closed and opened again. A store that lives in this process only returns itself. */
    protected TokenStore reopen(TokenStore opened) throws Exception {
        return opened;
    }

    @BeforeEach
    void createStore() throws Exception {
        store = create();
    }

    private static Token token(String id, long createdAt) {
        return new Token(id, Role.VIEWER, null, "0123456789abcdef".repeat(4), createdAt, Long.MAX_VALUE, 0);
    }

    @Test
    void a_new_store_has_no_tokens() {
        assertThat(store.tokens()).isEmpty();
        assertThat(store.find("k3v9")).isEmpty();
        assertThat(store.revoke("k3v9", NOW)).isFalse();
    }

    @Test
    void everything_a_token_holds_comes_back() {
        List<Token> all = List.of(
                new Token("a", Role.COLLECTOR, "home", "a0".repeat(32), NOW, NOW + 1, 0),
                new Token("b", Role.ADMIN, null, "b1".repeat(32), NOW + 1, Long.MAX_VALUE, NOW + 2),
                new Token("c", Role.OPERATOR, "office-2", "c2".repeat(32), NOW + 2, 0, 0),
                new Token("d9", Role.VIEWER, null, "d3".repeat(32), NOW + 3, NOW + 4, 0));
        all.forEach(store::add);

        assertThat(store.tokens()).isEqualTo(all);
        all.forEach(t -> assertThat(store.find(t.id())).contains(t));
    }

    @Test
    void adding_the_same_again_changes_nothing() {
        store.add(token("a", NOW));
        store.add(token("a", NOW));

        assertThat(store.tokens()).containsExactly(token("a", NOW));
    }

    @Test
    void an_id_is_of_one_token_only() {
        store.add(token("a", NOW));

        assertThatThrownBy(() -> store.add(token("a", NOW + 1))).isInstanceOf(StoreException.class);
        assertThat(store.find("a")).contains(token("a", NOW));
    }

    @Test
    void a_revoked_token_stays_and_says_when() {
        store.add(token("a", NOW));
        store.add(token("b", NOW));

        assertThat(store.revoke("a", NOW + 5)).isTrue();
        assertThat(store.find("a")).contains(token("a", NOW).revoked(NOW + 5));
        assertThat(store.find("b")).contains(token("b", NOW));
        assertThat(store.tokens()).containsExactly(token("a", NOW).revoked(NOW + 5), token("b", NOW));
    }

    @Test
    void the_first_revocation_stays() {
        store.add(token("a", NOW));
        store.revoke("a", NOW + 5);

        assertThat(store.revoke("a", NOW + 9)).isTrue();
        assertThat(store.find("a")).contains(token("a", NOW).revoked(NOW + 5));
    }

    @Test
    void a_revoked_token_does_not_come_back_by_being_added_again() {
        store.add(token("a", NOW));
        store.revoke("a", NOW + 5);

        assertThatThrownBy(() -> store.add(token("a", NOW))).isInstanceOf(StoreException.class);
        assertThat(store.find("a")).contains(token("a", NOW).revoked(NOW + 5));
    }

    @Test
    void tokens_come_oldest_first() {
        store.add(token("c", NOW));
        store.add(token("b", NOW + 1));
        store.add(token("d", NOW - 1));
        store.add(token("a", NOW));

        assertThat(store.tokens()).extracting(Token::id).containsExactly("d", "a", "c", "b");
    }

    @Test
    void tokens_outlive_the_process() throws Exception {
        store.add(token("a", NOW));
        store.add(token("b", NOW));
        store.revoke("b", NOW + 1);
        TokenStore other = reopen(store);

        assertThat(other.tokens())
                .containsExactly(token("a", NOW), token("b", NOW).revoked(NOW + 1));
    }

    @Test
    void of_many_who_add_different_tokens_with_one_id_one_wins() {
        for (int round = 0; round < 10; round++) {
            String id = "token" + round;
            List<Boolean> added = Race.of(6, i -> () -> {
                try {
                    store.add(token(id, NOW + i));
                    return true;
                } catch (StoreException e) {
                    return false;
                }
            });

            assertThat(added).containsOnlyOnce(true);
            assertThat(store.find(id)).contains(token(id, NOW + added.indexOf(true)));
        }
    }

    @Test
    void of_many_revocations_one_time_stays_and_all_are_seen() {
        for (int round = 0; round < 10; round++) {
            String id = "token" + round;
            store.add(token(id, NOW));
            List<Long> seen = Race.of(6, i -> () -> {
                assertThat(store.revoke(id, NOW + 1 + i)).isTrue();
                return store.find(id).orElseThrow().revokedAt();
            });

            Set<Long> times = new HashSet<>(seen);
            assertThat(times).hasSize(1).allSatisfy(t -> assertThat(t).isBetween(NOW + 1, NOW + 6));
        }
    }
}
