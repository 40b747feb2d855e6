package dev.stillframe.testkit.soak;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.publish.BuildOutcome;
import dev.stillframe.core.publish.Builder;
import dev.stillframe.core.publish.Verifier;
import dev.stillframe.core.read.PublicFiles;
import dev.stillframe.core.rollup.Rules;
import dev.stillframe.testkit.ShownPages;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Starts victims on a data folder, kills them, and holds what they leave to the promise: every accepted sample is in the store
 * exactly once; what is served is whole and no older than what was served before; and one build of each scope puts all right.
 * For use by one thread.
 */
public final class Kills implements AutoCloseable {
    private static final int KILLED = 137;

    private final Path folder;
    private final Path errors;
    private final List<String> command;
    private final Product.Opening opening;
    private final Ledger ledger = new Ledger();
    private final List<String> steps = new ArrayList<>();
    private Witness last = new Witness(path -> new Witness.Reply(503, new byte[0]));
    private long clock;
    private long seed;
    private @Nullable Process next;

    /**
     * Kills on a folder.
     *
     * @param folder the data folder, which need not exist
     * @param command starts a process that runs {@link Victim#run}; its arguments are added
     * @param opening opens the folder in this process
     * @param start the time before the first round, epoch milliseconds
     */
    public Kills(Path folder, List<String> command, Product.Opening opening, long start) {
        this.folder = folder;
        this.errors = folder.resolveSibling(folder.getFileName() + ".err");
        this.command = List.copyOf(command);
        this.opening = opening;
        this.clock = start;
    }

    /** The names of the steps of one round, in order; lets a victim live through it. */
    public List<String> steps() throws IOException, InterruptedException {
        steps.clear();
        Process victim = start("list");
        try (BufferedReader out = output(victim)) {
            drain(out);
        }
        expect(victim.waitFor(), 0);
        return List.copyOf(steps);
    }

    /**
     * Lets a victim die at a step of its round, by its own hand and without any cleaning up.
     *
     * @param step from 1
     * @return whether it died; false when its round had fewer steps
     */
    public boolean atStep(int step) throws IOException, InterruptedException {
        Process victim = start(Integer.toString(step));
        try (BufferedReader out = output(victim)) {
            drain(out);
        }
        int status = victim.waitFor();
        if (status == 0) {
            return false;
        }
        expect(status, KILLED);
        return true;
    }

    /** Kills a victim a while after it has begun its first round. */
    public void after(long micros) throws IOException, InterruptedException {
        Process victim = start("loop");
        try (BufferedReader out = output(victim)) {
            String line = out.readLine();
            note(line);
            kill(victim, micros);
            drain(out);
        }
        expect(victim.waitFor(), KILLED);
    }

    /** Kills a victim a while after it was started, so that it may not even have opened the folder. */
    public void afterStart(long micros) throws IOException, InterruptedException {
        Process victim = start("loop");
        kill(victim, micros);
        try (BufferedReader out = output(victim)) {
            drain(out);
        }
        expect(victim.waitFor(), KILLED);
    }

    private static void kill(Process victim, long micros) throws InterruptedException {
        if (victim.waitFor(micros, TimeUnit.MICROSECONDS)) {
            throw new AssertionError("it ended by itself with status " + victim.exitValue());
        }
        // Not that of Process, which closes the output before it was read.
        victim.toHandle().destroyForcibly();
    }

    /** Sends the process that waits to work, and has the next one start meanwhile. */
    private Process start(String mode) throws IOException {
        Process victim = next == null ? launch() : next;
        try (Writer in = victim.outputWriter(StandardCharsets.UTF_8)) {
            in.write(clock + " " + ++seed + " " + mode + "\n");
        }
        next = launch();
        return victim;
    }

    private Process launch() throws IOException {
        List<String> all = new ArrayList<>(command);
        all.add(folder.toString());
        return new ProcessBuilder(all)
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                .start();
    }

    /** Ends the process that waits. */
    @Override
    public void close() {
        if (next != null) {
            next.destroyForcibly();
        }
    }

    private static BufferedReader output(Process victim) {
        return victim.inputReader(StandardCharsets.UTF_8);
    }

    private void drain(BufferedReader out) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            note(line);
        }
    }

    private void note(@Nullable String line) {
        if (line == null || !line.endsWith(Victim.END)) {
            return;
        }
        String text = line.substring(0, line.length() - Victim.END.length());
        String[] words = text.split(" ");
        switch (words[0]) {
            case "clock" -> clock = Long.parseLong(words[1]);
            case "step" -> steps.add(text.substring(5));
            case "failed" -> throw new AssertionError("a build failed before the kill: " + text);
            default -> ledger.note(words);
        }
    }

    private void expect(int status, int expected) throws IOException {
        if (status != expected) {
            throw new AssertionError("it ended with status " + status + ": " + Files.readString(errors));
        }
    }

    /** How many samples were accepted until now. */
    public int accepted() {
        return ledger.size();
    }

    /**
     * Opens the folder again and holds it to the promise.
     *
     * @throws AssertionError when it is broken
     */
    public void check() throws IOException {
        clock++;
        try (Product product = opening.open(folder, () -> Instant.ofEpochMilli(clock), what -> {})) {
            ledger.check(product.ports().samples());
            List<Scope> scopes = new ArrayList<>(List.of(Scope.ALL));
            Victim.HOSTS.forEach(h -> scopes.add(Scope.host(h)));
            Witness witness = Witness.of(files(product));
            witness.expectAsMuchAs(last);
            look(witness, scopes);
            Builder builder = new Builder(
                    product.ports(),
                    product.metrics(),
                    Rules.USUAL,
                    ShownPages.PAGES,
                    () -> Instant.ofEpochMilli(clock),
                    () -> UUID.randomUUID().toString());
            for (Scope scope : scopes) {
                build(builder, scope);
                sound(product, scope);
            }
            look(witness, scopes);
            last = witness;
        }
    }

    private static void look(Witness witness, List<Scope> scopes) throws IOException {
        for (Scope scope : scopes) {
            witness.look(scope);
        }
        if (!witness.report().clean()) {
            throw new AssertionError("what was served: " + witness.report());
        }
    }

    private static void build(Builder builder, Scope scope) {
        switch (builder.build(scope, BuildMode.DUE)) {
            case BuildOutcome.Built built -> {}
            case BuildOutcome.Unchanged unchanged -> {}
            case BuildOutcome.Busy busy -> throw new AssertionError("the lease of the dead is held: " + busy);
            case BuildOutcome.Superseded other -> throw new AssertionError("nobody else builds: " + other);
            case BuildOutcome.Failed failed -> throw new AssertionError("the build failed: " + failed, failed.cause());
        }
    }

    private static void sound(Product product, Scope scope) {
        Verifier.Findings findings =
                new Verifier(product.ports(), product.metrics(), Rules.USUAL, ShownPages.PAGES).verify(scope);
        if (!findings.differences().isEmpty()) {
            throw new AssertionError("after the build, verify says: " + findings);
        }
        SnapshotStore files = product.ports().snapshots();
        for (SnapshotId id : SnapshotId.of(scope)) {
            if (files.read(id.key()).isEmpty() || files.read(id.metaKey()).isEmpty()) {
                throw new AssertionError("after the build, not whole: " + id);
            }
        }
    }

    /** The public files of a product as its server would serve them, with nothing remembered from before. */
    public static PublicFiles files(Product product) {
        return new PublicFiles(
                product.ports().snapshots(), product.committedFiles(), key -> {}, PublicFiles.DEFAULT_MEMORY);
    }
}
