package dev.stillframe.cli;

import dev.stillframe.core.read.PublicFiles;
import dev.stillframe.standalone.build.Edition;
import dev.stillframe.standalone.http.Assets;
import java.util.function.Consumer;

/**
 * How {@code serve} shows an edition to people, for tests that run the parts of it one by one.
 *
 * @param files answers for what is published
 * @param assets what pages name
 */
public record PageParts(PublicFiles files, Assets assets) {
    /**
     * The parts of an edition whose clock is the true one.
     *
     * @param repair told of files that are missing or damaged
     */
    public static PageParts of(Edition edition, Consumer<String> repair) {
        LivePages pages = new LivePages(edition, null);
        PublicFiles files = new PublicFiles(
                edition.ports().snapshots(), edition.committedFiles(), pages, repair, PublicFiles.DEFAULT_MEMORY);
        return new PageParts(files, pages.assets());
    }
}
