package dev.stillframe.core.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.testkit.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Answers that are kept. */
class AnswersTest {
    private static final Answers.Key KEY = new Answers.Key("/rollups", Scope.ALL, "daily 30");

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-20T10:00:00Z"));
    private final Answers answers = new Answers(clock);
    private final AtomicInteger made = new AtomicInteger();

    private byte[] make() {
        return Integer.toString(made.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Answers.Found found) {
        Call call = new Call("GET", "/rollups", null, Map.of(), "");
        return new String(found.prepared().answer(call, "no-store", "").body(), StandardCharsets.UTF_8);
    }

    @Test
    void an_answer_is_kept_for_two_minutes() {
        assertThat(answers.get(KEY, this::make).hit()).isFalse();
        clock.advance(119_999);
        assertThat(answers.get(KEY, this::make).hit()).isTrue();
        clock.advance(1);
        Answers.Found later = answers.get(KEY, this::make);

        assertThat(later.hit()).isFalse();
        assertThat(text(later)).isEqualTo("2");
    }

    @Test
    void a_clock_that_is_set_back_keeps_no_answer_for_longer() {
        answers.get(KEY, this::make);
        clock.set(clock.millis() - 3_600_000);

        assertThat(answers.get(KEY, this::make).hit()).isFalse();
    }

    @Test
    void scopes_kinds_and_details_have_answers_of_their_own() {
        answers.get(KEY, this::make);
        answers.get(new Answers.Key("/rollups", Scope.host("home"), "daily 30"), this::make);
        answers.get(new Answers.Key("/rollups", Scope.ALL, "daily 31"), this::make);
        answers.get(new Answers.Key("/coverage", Scope.ALL, "daily 30"), this::make);

        assertThat(made).hasValue(4);
    }

    @Test
    void a_failure_is_not_kept() {
        assertThatThrownBy(() -> answers.get(KEY, () -> {
                    throw new StoreException("gone");
                }))
                .isInstanceOf(StoreException.class);

        assertThat(text(answers.get(KEY, this::make))).isEqualTo("1");
    }

    @Test
    void a_failure_leaves_what_was_kept_before_to_expire() {
        answers.get(KEY, this::make);
        assertThatThrownBy(() -> answers.fresh(KEY, () -> {
                    throw new StoreException("gone");
                }))
                .isInstanceOf(StoreException.class);

        assertThat(text(answers.get(KEY, this::make))).isEqualTo("1");
    }

    @Test
    void a_fresh_one_replaces_what_is_kept() {
        answers.get(KEY, this::make);
        Answers.Found fresh = answers.fresh(KEY, this::make);

        assertThat(fresh.hit()).isFalse();
        assertThat(text(fresh)).isEqualTo("2");
        assertThat(answers.get(KEY, this::make))
                .satisfies(f -> assertThat(f.hit()).isTrue());
        assertThat(made).hasValue(2);
    }

    @RepeatedTest(20)
    void fifty_who_ask_at_once_share_one() throws Exception {
        assertThat(together(50, () -> answers.get(KEY, this::make))).containsOnly("1");
        assertThat(made).hasValue(1);
    }

    @RepeatedTest(20)
    void fifty_who_want_a_fresh_one_at_once_get_one_that_was_begun_after_they_asked() throws Exception {
        answers.get(KEY, this::make);
        assertThat(together(50, () -> answers.fresh(KEY, this::make))).doesNotContain("1");
    }

    private static List<String> together(int callers, Supplier<Answers.Found> asking) throws Exception {
        CountDownLatch ready = new CountDownLatch(callers);
        List<Future<String>> futures = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) {
                futures.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return text(asking.get());
                }));
            }
        }
        List<String> texts = new ArrayList<>();
        for (Future<String> future : futures) {
            texts.add(future.get());
        }
        return texts;
    }
}
