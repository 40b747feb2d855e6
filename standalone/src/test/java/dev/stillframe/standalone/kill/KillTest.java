package dev.stillframe.standalone.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.testkit.soak.ChildJvm;
import dev.stillframe.testkit.soak.Kills;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process dies in the middle of its work: at each kind of step, and by a real kill at any instant. The soak program of the
 * benchmarks does the same at every single step, and a thousand times.
 */
class KillTest {
    private static final long START = Instant.parse("2025-06-01T00:00:00Z").toEpochMilli();
    private static final int RANDOM_KILLS = 8;

    @TempDir
    static Path shared;

    private static List<String> options = List.of();

    @TempDir
    Path folder;

    @BeforeAll
    static void unpack() throws IOException {
        options = SqliteLibrary.unpack(Files.createDirectories(shared.resolve("lib")));
    }

    private Kills kills() {
        return new Kills(
                folder.resolve("data"), ChildJvm.command(OpenedEdition.class, options), OpenedEdition::open, START);
    }

    @Test
    void whereverABuildDiesNothingIsLostAndTheNextOnePutsAllRight() throws Exception {
        try (Kills kills = kills()) {
            dieAtOneOfEachKind(kills);
        }
    }

    private static void dieAtOneOfEachKind(Kills kills) throws Exception {
        List<String> steps = kills.steps();
        kills.check();
        List<Integer> chosen = oneOfEachKind(steps);

        int deaths = 0;
        for (int step : chosen) {
            // A later round may have a few steps less, where fewer payloads have changed.
            if (kills.atStep(step)) {
                deaths++;
                try {
                    kills.check();
                } catch (AssertionError e) {
                    throw new AssertionError("after a death at step " + step + ", " + steps.get(step - 1), e);
                }
            }
        }

        assertThat(deaths).isGreaterThanOrEqualTo(chosen.size() - 2);
        System.out.printf(
                "died at %d steps of the %d of a round; %d samples were accepted%n",
                deaths, steps.size(), kills.accepted());
    }

    @Test
    void aKillAtAnyInstantLosesNothing() throws Exception {
        try (Kills kills = kills()) {
            killAtRandom(kills);
        }
    }

    private static void killAtRandom(Kills kills) throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < RANDOM_KILLS; i++) {
            try {
                if (i % 4 == 0) {
                    kills.afterStart(random.nextInt(700_000));
                } else {
                    kills.after(random.nextInt(300_000));
                }
                kills.check();
            } catch (AssertionError e) {
                throw new AssertionError("kill " + i + " of seed " + seed, e);
            }
        }
        System.out.printf("killed %d times; %d samples were accepted%n", RANDOM_KILLS, kills.accepted());
    }

    /**
     * The numbers of steps of the append and of the first build: of a run of the same the middle one, of moves the last too; and
     * none whose only difference to the one before is that a call has returned and the next not begun. Then those of the last
     * build, which only renews, around its commit and its files.
     */
    private static List<Integer> oneOfEachKind(List<String> steps) {
        List<Integer> chosen = new ArrayList<>();
        int end = steps.indexOf("after release") + 1;
        int renewal = steps.lastIndexOf("before acquire");
        for (int first = 0, last; first < steps.size() - 1; first = last + 1) {
            String step = steps.get(first);
            last = first;
            while (steps.get(last + 1).equals(step)) {
                last++;
            }
            boolean same = first > 0
                    && step.startsWith("before ")
                    && steps.get(first - 1).startsWith("after ");
            boolean renews =
                    first > renewal && List.of("after replace", "move", "index").contains(step);
            if ((first < end && !same) || renews) {
                chosen.add((first + last) / 2 + 1);
            }
            if ((first < end || renews) && step.equals("move")) {
                chosen.add(last + 1);
            }
        }
        return chosen;
    }
}
