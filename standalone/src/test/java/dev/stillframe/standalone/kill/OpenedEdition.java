package dev.stillframe.standalone.kill;

import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.publish.CommittedFiles;
import dev.stillframe.core.publish.Ports;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.standalone.build.Edition;
import dev.stillframe.standalone.files.DataFolder;
import dev.stillframe.testkit.ShownPages;
import dev.stillframe.testkit.soak.Product;
import dev.stillframe.testkit.soak.Victim;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/** The one-machine edition as something to kill. */
public record OpenedEdition(Edition edition) implements Product {
    /** Opens a data folder with the default settings. */
    public static Product open(Path folder, InstantSource clock, Effect beforeEffect) {
        return new OpenedEdition(
                Edition.open(new DataFolder(folder), Settings.DEFAULT, ShownPages.PAGES, clock, beforeEffect::before));
    }

    /** The process that is killed. */
    public static void main(String[] args) throws IOException {
        Victim.run(args, OpenedEdition::open);
    }

    @Override
    public Ports ports() {
        return edition.ports();
    }

    @Override
    public Metrics metrics() {
        return edition.settings().metrics();
    }

    @Override
    public CommittedFiles committedFiles() {
        return edition.committedFiles();
    }

    @Override
    public void close() {
        edition.close();
    }
}
