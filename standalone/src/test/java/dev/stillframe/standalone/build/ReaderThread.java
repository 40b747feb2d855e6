package dev.stillframe.standalone.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Scope;
import dev.stillframe.standalone.kill.OpenedEdition;
import dev.stillframe.testkit.soak.Kills;
import dev.stillframe.testkit.soak.Witness;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A reader that looks at all files of a folder without pause, as a server of another process would serve them. */
public final class ReaderThread implements AutoCloseable {
    private final Edition edition;
    private final Witness witness;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<Boolean> reading;
    private volatile boolean over;

    /** Begins to read scopes that are all published. */
    public ReaderThread(Path folder, InstantSource clock, List<Scope> scopes) throws Exception {
        OpenedEdition product = (OpenedEdition) OpenedEdition.open(folder, clock, what -> {});
        edition = product.edition();
        witness = Witness.of(Kills.files(product));
        Callable<Boolean> round = () -> {
            for (Scope scope : scopes) {
                witness.look(scope);
            }
            return true;
        };
        round.call(); // It has seen everything once before anything is done to it.
        reading = thread.submit(() -> {
            while (!over) {
                round.call();
            }
            return true;
        });
    }

    /** Ends with a last look, and holds what was seen to the promise. */
    public Witness.Report end() throws Exception {
        Witness.Report report = endWithVersionsLost();
        assertThat(report.untrue()).as("untrue").isEmpty();
        return report;
    }

    /** The same where old versions were destroyed, so that a version may be named by a meta for a moment and not be there. */
    public Witness.Report endWithVersionsLost() throws Exception {
        over = true;
        reading.get();
        Witness.Report report = witness.report();
        assertThat(report.torn()).as("torn").isEmpty();
        assertThat(report.older()).as("older").isEmpty();
        assertThat(report.missing()).as("missing").isEmpty();
        return report;
    }

    @Override
    public void close() {
        over = true;
        thread.close();
        edition.close();
    }
}
