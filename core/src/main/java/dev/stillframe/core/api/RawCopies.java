package dev.stillframe.core.api;

import dev.stillframe.core.port.RawArchive;
import dev.stillframe.core.port.SideBySide;
import dev.stillframe.core.port.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Puts what probers printed into the archive, once the samples made of it are stored. Whatever goes wrong is told, and changes
 * nothing for the sender: the samples are what counts. For use by any number of threads.
 */
public final class RawCopies {
    /** Keeps nothing. */
    public static final RawCopies NONE = new RawCopies(RawArchive.NONE, problem -> {});

    private final RawArchive archive;
    private final Consumer<String> problems;

    /**
     * Copies in an archive.
     *
     * @param problems told in a sentence what could not be kept, and why
     */
    public RawCopies(RawArchive archive, Consumer<String> problems) {
        this.archive = archive;
        this.problems = problems;
    }

    /** Keeps the results of a host. */
    void keep(String host, List<UploadVerdicts.Result> results) {
        if (archive.equals(RawArchive.NONE)) {
            return;
        }
        List<StoreException> failures = SideBySide.each(results, result -> put(host, result)).stream()
                .flatMap(Optional::stream)
                .toList();
        if (!failures.isEmpty()) {
            problems.accept(failures.size() + " of " + results.size() + " results of host " + host
                    + " could not be archived; their samples are stored: "
                    + failures.getFirst().getMessage());
        }
    }

    private Optional<StoreException> put(String host, UploadVerdicts.Result result) {
        try {
            archive.put(host, result.t(), result.printed().bytes());
            return Optional.empty();
        } catch (StoreException e) {
            return Optional.of(e);
        }
    }
}
