package dev.stillframe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.BuildQueue;
import dev.stillframe.core.port.BuildTask;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every edition of {@link BuildQueue} does. */
public abstract class BuildQueueContract {
    private static final Scope HOME = Scope.host("home");
    private static final Scope OFFICE = Scope.host("office");

    /** For editions. */
    protected BuildQueueContract() {}

    /** A new, empty queue. */
    protected abstract BuildQueue queue();

    /** Takes what is handed out by the queue that was made last, says that it is done, and goes on until nothing is. */
    protected abstract List<BuildTask> takeAll();

    private static BuildTask task(Scope scope, String id) {
        return new BuildTask(scope, BuildTask.Kind.DUE, id);
    }

    @Test
    void tasks_come_as_they_were_sent() {
        List<BuildTask> tasks = List.of(
                new BuildTask(Scope.ALL, BuildTask.Kind.DUE, "tick-all-1"),
                new BuildTask(HOME, BuildTask.Kind.ALL, "tick-home-1"),
                new BuildTask(OFFICE, BuildTask.Kind.REFRESH, "0123456789abcdef0123456789abcdef"));
        queue().send(tasks);

        assertThat(takeAll()).containsExactlyInAnyOrderElementsOf(tasks);
    }

    @Test
    void nothing_sent_is_nothing_to_do() {
        queue().send(List.of());

        assertThat(takeAll()).isEmpty();
    }

    @Test
    void tasks_of_a_scope_keep_their_order_whatever_is_sent_beside_them() {
        BuildQueue queue = queue();
        List<BuildTask> sent = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            sent.add(task(HOME, "home-" + i));
            sent.add(task(OFFICE, "office-" + i));
        }
        queue.send(sent);
        queue.send(List.of(task(HOME, "home-6")));

        List<String> home = takeAll().stream()
                .filter(t -> t.scope().equals(HOME))
                .map(BuildTask::id)
                .toList();
        assertThat(home)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(0, 6).mapToObj(i -> "home-" + i).toList());
    }

    @Test
    void the_same_id_sent_again_is_dropped() {
        BuildQueue queue = queue();
        queue.send(List.of(task(HOME, "one"), task(HOME, "one")));
        queue.send(List.of(task(HOME, "one"), task(HOME, "two")));

        assertThat(takeAll()).containsExactly(task(HOME, "one"), task(HOME, "two"));
    }

    @Test
    void many_are_sent_at_once() {
        List<BuildTask> many = IntStream.range(0, 57)
                .mapToObj(i -> task(Scope.host("host-" + i), "tick-" + i))
                .toList();
        queue().send(many);

        assertThat(takeAll()).containsExactlyInAnyOrderElementsOf(many);
    }
}
