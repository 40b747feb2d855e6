package dev.stillframe.aws.cost;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.BuildTask;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOrder;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.schedule.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the whole edition asks of the services. */
class EditionRequestsTest {
    private static final Scope HOST = Scope.host(Deployed.host(0));

    @Test
    void explore() {
        for (int hosts : List.of(1, 20)) {
            try (Deployed d = new Deployed(Map.of("STILLFRAME_REST", "6h"))) {
                d.history(hosts, Duration.ofDays(2));
                List<BuildTask> first = new ArrayList<>();
                System.out.println(hosts + " first round " + Counted.of(d.clients, () -> first.addAll(d.round())));
                for (BuildTask task : first) {
                    Counted c = Counted.of(
                            d.clients,
                            () -> System.out.print(task.scope() + " "
                                    + d.work.run(task, false)
                                            .outcome()
                                            .getClass()
                                            .getSimpleName()));
                    if (first.indexOf(task) < 2) System.out.println(" first build " + c);
                }
                d.upload();
                for (int i = 0; i < 16; i++) {
                    d.clock.advance(Duration.ofMinutes(1));
                    if (i % 5 == 0) System.out.println("upload " + Counted.of(d.clients, d::upload));
                    List<BuildTask> tasks = new ArrayList<>();
                    System.out.println("round " + Counted.of(d.clients, () -> tasks.addAll(d.round())) + tasks.size());
                    for (BuildTask task : tasks) {
                        Work.Done[] done = new Work.Done[1];
                        Counted c = Counted.of(d.clients, () -> done[0] = d.work.run(task, false));
                        System.out.println(
                                "  " + task.scope() + " " + task.kind() + " " + done[0].outcome() + "\n        " + c);
                    }
                }
                d.upload();
                BuildOutcome[] o = new BuildOutcome[1];
                Counted c = Counted.of(
                        d.clients, () -> o[0] = d.edition.builder().build(new BuildOrder(HOST, BuildMode.ALL)));
                System.out.println("host ALL " + o[0] + c);
            }
        }
    }
}
