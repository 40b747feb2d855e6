package dev.stillframe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.port.FactStore;
import org.junit.jupiter.api.Test;

/** What every edition of {@link FactStore} does. */
public abstract class FactStoreContract {
    /** For editions. */
    protected FactStoreContract() {}

    /** A new, empty store. */
    protected abstract FactStore store();

    @Test
    void what_was_never_put_is_not_there() {
        assertThat(store().get("settings")).isEmpty();
    }

    @Test
    void the_last_that_was_put_is_there_each_under_its_name() {
        FactStore store = store();
        store.put("settings", "one");
        store.put("tick", "1767000000000");
        store.put("settings", "two");

        assertThat(store.get("settings")).contains("two");
        assertThat(store.get("tick")).contains("1767000000000");
    }

    @Test
    void empty_and_long_texts_come_back_as_they_are() {
        FactStore store = store();
        String longest = "ä€☂".repeat(FactStore.MOST / 3);
        store.put("empty", "");
        store.put("longest", longest);

        assertThat(store.get("empty")).contains("");
        assertThat(store.get("longest")).contains(longest);
    }
}
