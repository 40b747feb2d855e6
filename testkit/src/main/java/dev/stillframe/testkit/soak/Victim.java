package dev.stillframe.testkit.soak;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.Verdict;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.publish.Builder;
import dev.stillframe.core.publish.Ports;
import dev.stillframe.core.rollup.Rules;
import dev.stillframe.testkit.ShownPages;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The process that is killed: takes samples in and builds, and says on its output what it has been promised. Each line ends
 * with {@value #END}, so that one cut off is not believed.
 */
public final class Victim {
    /** What a whole line ends with. */
    static final String END = " .";

    /** The hosts that it has samples of. */
    static final List<String> HOSTS = List.of("attic", "cellar");

    /** One round more than this many milliseconds apart from the next, so that the shortest cadence has passed. */
    static final long ROUND = 61_000;

    /** Enough for any kill; the process must not live on if nobody comes to kill it. */
    private static final int MAX_ROUNDS = 20_000;

    private final Random random;
    private final AtomicLong now;
    private final Ports ports;
    private final Builder builder;
    private final boolean varied;

    private Victim(Product product, Steps steps, InstantSource clock, AtomicLong now, long seed, boolean varied) {
        this.random = new Random(seed);
        this.now = now;
        this.varied = varied;
        this.ports = steps.around(product.ports());
        this.builder = new Builder(
                ports,
                product.metrics(),
                Rules.USUAL,
                ShownPages.PAGES,
                clock,
                () -> UUID.randomUUID().toString());
    }

    /**
     * Runs as a process of its own. Waits for one line on its input: the time before the first round, epoch milliseconds; a seed;
     * and {@code list} for one round that says its steps, a number for such a round that ends by itself at that step, or {@code
     * loop} for rounds of all kinds without end.
     *
     * @param args the folder
     * @param opening opens the folder
     */
    public static void run(String[] args, Product.Opening opening) throws IOException {
        String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        if (line == null) {
            return; // Whoever wanted to kill this one is gone.
        }
        String[] words = line.split(" ");
        AtomicLong now = new AtomicLong(Long.parseLong(words[0]));
        Steps steps = new Steps(onStep(words[2]));
        InstantSource clock = () -> Instant.ofEpochMilli(now.get());
        try (Product product = opening.open(Path.of(args[0]), clock, steps::step)) {
            boolean varied = words[2].equals("loop");
            Victim victim = new Victim(product, steps, clock, now, Long.parseLong(words[1]), varied);
            for (int round = 0; round < (varied ? MAX_ROUNDS : 1); round++) {
                victim.round();
            }
        }
    }

    private static Consumer<String> onStep(String mode) {
        return switch (mode) {
            case "loop" -> what -> {};
            case "list" -> what -> say("step " + what);
            default -> {
                AtomicLong left = new AtomicLong(Long.parseLong(mode));
                yield what -> {
                    if (left.decrementAndGet() == 0) {
                        Runtime.getRuntime().halt(137);
                    }
                };
            }
        };
    }

    private void round() {
        now.addAndGet(ROUND);
        say("clock " + now);
        String origin = "round-" + now;
        List<Sample> samples = samples();
        List<Verdict> verdicts = ports.samples().append(samples, origin);
        StringBuilder accepted = new StringBuilder();
        for (int i = 0; i < samples.size(); i++) {
            if (verdicts.get(i) == Verdict.STORED) {
                accepted.append(accepted.isEmpty() ? "" : END + "\n");
                accepted.append("accepted " + samples.get(i).host() + " "
                        + samples.get(i).t() + " " + origin);
            }
        }
        say(accepted.toString());
        if (varied && random.nextInt(10) == 0) {
            say("withdrawing " + origin);
            ports.samples().withdraw(origin);
            say("withdrawn " + origin);
        }
        build(Scope.ALL);
        build(Scope.host(HOSTS.get(random.nextInt(HOSTS.size()))));
        if (!varied) {
            // Nothing new: a build that renews metas and leaves most payloads as they are.
            now.addAndGet(ROUND);
            say("clock " + now);
            build(Scope.ALL);
        }
    }

    /** Up to five samples: the first changes every window, most others are new, some up to a year late, a few failed tests. */
    private List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        samples.add(Sample.of(HOSTS.getFirst(), now.get(), random.nextInt(100_000)));
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            String host = HOSTS.get(random.nextInt(HOSTS.size()));
            long back = random.nextInt(4) == 0 ? TimeUnit.DAYS.toMillis(365) : ROUND;
            long t = now.get() - random.nextLong(back);
            samples.add(
                    random.nextInt(8) == 0
                            ? Sample.failed(host, t, "no answer")
                            : Sample.of(
                                    host, t, random.nextInt(100_000), random.nextInt(40_000), random.nextInt(50_000)));
        }
        return samples;
    }

    private void build(Scope scope) {
        BuildOutcome outcome = builder.build(scope, varied && random.nextInt(3) == 0 ? BuildMode.DUE : BuildMode.ALL);
        switch (outcome) {
            case BuildOutcome.Built built -> say("built " + scope + " " + built.build());
            case BuildOutcome.Unchanged unchanged -> say("unchanged " + scope);
            case BuildOutcome.Busy busy -> say("failed " + scope + " is built by somebody else");
            case BuildOutcome.Superseded superseded -> say("failed " + scope + " is built by somebody else");
            case BuildOutcome.Failed failed -> say("failed " + scope + ": " + failed.reason());
        }
    }

    private static void say(String text) {
        // One write, so that a kill leaves the line or nothing of it in nearly all cases.
        byte[] line = (text + END + "\n").getBytes(StandardCharsets.UTF_8);
        System.out.write(line, 0, line.length);
        System.out.flush();
    }
}
