package dev.stillframe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Refresh;
import dev.stillframe.core.model.Refresh.Step;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.RefreshQueue;
import dev.stillframe.core.port.RefreshQueue.Asked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link RefreshQueue} does, by one caller and by many at once. */
public abstract class RefreshQueueContract {
    private static final long NOW = 1_767_225_600_000L;
    private static final Scope HOME = Scope.host("home");
    private static final Step READ = Step.running("read", 5, NOW + 1);

    /** The queue under test. */
    protected RefreshQueue queue;

    /** A queue without requests; a new one for each test. */
    protected abstract RefreshQueue create() throws Exception;

    /** The same queue, closed and opened again. A queue that lives in this process only returns itself. */
    protected RefreshQueue reopen(RefreshQueue opened) throws Exception {
        return opened;
    }

    @BeforeEach
    void createQueue() throws Exception {
        queue = create();
    }

    private static String id(long number) {
        return HexFormat.of().toHexDigits(number).repeat(2);
    }

    private static Refresh queued(long number, Scope scope, long at) {
        return Refresh.queued(id(number), scope, at);
    }

    private static Refresh complete(long number, Scope scope, long at) {
        return queued(number, scope, NOW).with(READ).with(Step.complete(at, "{\"build\":" + number + "}"));
    }

    @Test
    void a_new_queue_is_empty() {
        assertThat(queue.open()).isEmpty();
        assertThat(queue.begin(Scope.ALL, READ)).isEmpty();
        assertThat(queue.step(id(1), READ)).isEmpty();
        assertThat(queue.find(id(1))).isEmpty();
        assertThat(queue.completed(Scope.ALL, 10)).isEmpty();
        assertThat(queue.expire(Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void the_first_adds_a_request_and_the_next_join_it() {
        Asked first = queue.ask(Scope.ALL, id(1), NOW);
        Asked second = queue.ask(Scope.ALL, id(2), NOW + 1);

        assertThat(first).isEqualTo(new Asked(queued(1, Scope.ALL, NOW), false));
        assertThat(second).isEqualTo(new Asked(queued(1, Scope.ALL, NOW), true));
        assertThat(queue.open()).containsExactly(queued(1, Scope.ALL, NOW));
        assertThat(queue.find(id(2))).isEmpty();
    }

    @Test
    void each_scope_has_its_own_request() {
        queue.ask(Scope.ALL, id(1), NOW);

        assertThat(queue.ask(HOME, id(2), NOW).joined()).isFalse();
        assertThat(queue.begin(HOME, READ)).extracting(Refresh::id).containsExactly(id(2));
        assertThat(queue.ask(Scope.ALL, id(3), NOW).refresh().id()).isEqualTo(id(1));
    }

    @Test
    void nobody_joins_what_has_begun_and_one_more_follows() {
        queue.ask(HOME, id(1), NOW);
        Refresh begun = queued(1, HOME, NOW).with(READ);
        assertThat(queue.begin(HOME, READ)).containsExactly(begun);
        assertThat(queue.find(id(1))).contains(begun);

        assertThat(queue.ask(HOME, id(2), NOW + 2)).isEqualTo(new Asked(queued(2, HOME, NOW + 2), false));
        assertThat(queue.ask(HOME, id(3), NOW + 3).refresh().id()).isEqualTo(id(2));
        assertThat(queue.open()).containsExactly(begun, queued(2, HOME, NOW + 2));
    }

    @Test
    void a_question_that_is_repeated_gets_its_own_request_again() {
        queue.ask(HOME, id(1), NOW);
        queue.begin(HOME, READ);
        queue.ask(HOME, id(2), NOW + 2);

        assertThat(queue.ask(HOME, id(1), NOW))
                .isEqualTo(new Asked(queued(1, HOME, NOW).with(READ), true));
        assertThat(queue.open()).hasSize(2);
    }

    @Test
    void everything_a_request_holds_comes_back() {
        Refresh full = queued(7, HOME, NOW)
                .with(Step.running("read", 5, NOW + 1))
                .with(Step.queued(NOW + 2))
                .with(Step.running("é \"x\"\n", 100, -3))
                .with(Step.complete(NOW + 9, "{\"files\":[" + "\"é\",".repeat(5_000) + "1]}"));
        Refresh failed = queued(8, Scope.ALL, NOW).with(Step.failed(NOW + 4, "the disk is full ✗"));
        queue.add(full);
        queue.add(failed);

        assertThat(queue.find(full.id())).contains(full);
        assertThat(queue.find(failed.id())).contains(failed);
        assertThat(queue.completed(HOME, 1)).containsExactly(full);
    }

    @Test
    void those_that_are_over_come_the_last_first() {
        Refresh failed = queued(3, Scope.ALL, NOW).with(Step.failed(NOW + 7, "the disk is full"));
        queue.add(complete(1, HOME, NOW + 5));
        queue.add(queued(2, HOME, NOW));
        queue.add(failed);

        assertThat(queue.ended(10)).containsExactly(failed, complete(1, HOME, NOW + 5));
        assertThat(queue.ended(1)).containsExactly(failed);
    }

    @Test
    void adding_a_known_id_changes_nothing() {
        queue.add(complete(1, HOME, NOW + 5));
        queue.add(queued(1, Scope.ALL, NOW));

        assertThat(queue.find(id(1))).contains(complete(1, HOME, NOW + 5));
        assertThat(queue.open()).isEmpty();
    }

    @Test
    void steps_are_added_until_it_is_over() {
        queue.ask(HOME, id(1), NOW);
        queue.begin(HOME, READ);
        Step fold = Step.running("fold", 15, NOW + 2);
        Step failed = Step.failed(NOW + 3, "no");
        Refresh so = queued(1, HOME, NOW).with(READ).with(fold);

        assertThat(queue.step(id(1), fold)).contains(so);
        assertThat(queue.step(id(1), failed)).contains(so.with(failed));
        assertThat(queue.step(id(1), fold)).isEmpty();
        assertThat(queue.find(id(1))).contains(so.with(failed));
        assertThat(queue.open()).isEmpty();
        assertThat(queue.completed(HOME, 10)).isEmpty();
    }

    @Test
    void what_is_queued_again_begins_with_what_was_asked_since() {
        queue.ask(HOME, id(2), NOW);
        queue.begin(HOME, READ);
        queue.ask(HOME, id(1), NOW + 5);
        queue.step(id(2), Step.queued(NOW + 6));

        assertThat(queue.ask(HOME, id(3), NOW + 7).refresh().id())
                .as("the oldest is joined")
                .isEqualTo(id(2));
        List<Refresh> begun = queue.begin(HOME, READ);
        assertThat(begun).extracting(Refresh::id).containsExactly(id(2), id(1));
        assertThat(begun.getFirst().attempts()).isEqualTo(2);
        assertThat(queue.begin(HOME, READ)).isEmpty();
    }

    @Test
    void open_requests_come_oldest_first() {
        queue.add(queued(3, HOME, NOW));
        queue.add(queued(1, Scope.ALL, NOW + 1));
        queue.add(queued(2, Scope.host("lab"), NOW).with(READ));
        queue.add(complete(4, HOME, NOW));

        assertThat(queue.open()).extracting(Refresh::id).containsExactly(id(2), id(3), id(1));
    }

    @Test
    void complete_requests_come_by_their_end() {
        queue.add(complete(1, HOME, NOW + 7));
        queue.add(complete(2, HOME, NOW + 9));
        queue.add(complete(3, HOME, NOW + 8));
        queue.add(complete(4, Scope.ALL, NOW + 99));
        queue.add(queued(5, HOME, NOW).with(Step.failed(NOW + 50, "no")));

        assertThat(queue.completed(HOME, 10)).extracting(Refresh::id).containsExactly(id(2), id(3), id(1));
        assertThat(queue.completed(HOME, 1)).extracting(Refresh::id).containsExactly(id(2));
        assertThat(queue.completed(HOME, 0)).isEmpty();
    }

    @Test
    void only_what_is_over_is_forgotten() {
        queue.add(complete(1, HOME, NOW + 4));
        queue.add(complete(2, HOME, NOW + 5));
        queue.add(queued(3, HOME, NOW).with(Step.failed(NOW + 3, "no")));
        queue.add(queued(4, HOME, NOW));
        queue.add(queued(5, HOME, NOW).with(READ));

        assertThat(queue.endedBefore(NOW + 5)).containsExactlyInAnyOrder(id(1), id(3));
        assertThat(queue.expire(NOW + 5)).containsExactlyInAnyOrder(id(1), id(3));
        assertThat(queue.expire(NOW + 5)).isEmpty();
        assertThat(queue.find(id(1))).isEmpty();
        assertThat(queue.find(id(2))).isPresent();
        assertThat(queue.open()).hasSize(2);
    }

    @Test
    void requests_outlive_the_process() throws Exception {
        queue.ask(HOME, id(1), NOW);
        queue.begin(HOME, READ);
        queue.ask(HOME, id(2), NOW + 2);
        queue.add(complete(3, HOME, NOW + 4));
        RefreshQueue other = reopen(queue);

        assertThat(other.open()).containsExactly(queued(1, HOME, NOW).with(READ), queued(2, HOME, NOW + 2));
        assertThat(other.completed(HOME, 10)).containsExactly(complete(3, HOME, NOW + 4));
        assertThat(other.ask(HOME, id(4), NOW + 5).refresh().id()).isEqualTo(id(2));
    }

    @Test
    void of_many_who_ask_at_once_one_adds_and_the_others_join_it() {
        for (int round = 0; round < 10; round++) {
            long first = round * 100L;
            List<Asked> asked = Race.of(8, i -> () -> queue.ask(HOME, id(first + i), NOW + i));

            assertThat(asked).filteredOn(a -> !a.joined()).hasSize(1);
            assertThat(asked.stream().map(a -> a.refresh().id()).distinct()).hasSize(1);
            assertThat(queue.begin(HOME, READ)).hasSize(1);
        }
        assertThat(queue.open()).hasSize(10);
    }

    @Test
    void whoever_stores_and_then_asks_is_in_a_build_that_begins_after() {
        AtomicLong stored = new AtomicLong();
        // For each request what was stored when its build had begun, and what had to be in it.
        Map<String, Long> read = new HashMap<>();
        Map<String, Long> needed = new ConcurrentHashMap<>();
        List<Race.Step> askers = new ArrayList<>();
        for (int a = 0; a < 4; a++) {
            long first = a * 1000L;
            askers.add(() -> {
                for (int i = 0; i < 50; i++) {
                    long mine = stored.incrementAndGet();
                    Refresh refresh = queue.ask(HOME, id(first + i), NOW).refresh();
                    needed.merge(refresh.id(), mine, Math::max);
                }
            });
        }
        Race.watched(askers, () -> {
            List<Refresh> begun = queue.begin(HOME, READ);
            long seen = stored.get();
            for (Refresh refresh : begun) {
                assertThat(read.put(refresh.id(), seen)).as("begun once").isNull();
            }
        });

        assertThat(read.keySet()).isEqualTo(needed.keySet());
        needed.forEach((id, mine) -> assertThat(read.get(id)).isGreaterThanOrEqualTo(mine));
        assertThat(queue.open()).hasSize(read.size());
    }

    @Test
    void of_many_who_end_a_request_one_does() {
        for (int round = 0; round < 10; round++) {
            String id = id(round);
            queue.ask(HOME, id, NOW);
            queue.begin(HOME, READ);
            List<Boolean> ended = Race.of(
                    6,
                    i -> () -> queue.step(id, Step.complete(NOW + 9, "{" + i + "}"))
                            .isPresent());

            assertThat(ended).containsOnlyOnce(true);
            assertThat(queue.find(id).orElseThrow().last().manifest()).isEqualTo("{" + ended.indexOf(true) + "}");
        }
    }
}
