package dev.stillframe.cli;

import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.settings.SettingsException;
import dev.stillframe.standalone.build.Edition;
import dev.stillframe.standalone.sqlite.IncompatibleDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;

/** Looks at a data folder. */
final class FolderDoctor {
    private static final long LOW_DISK = 200L << 20;
    private static final DeploymentChecks.Advice ADVICE = new DeploymentChecks.Advice(
            "take some in with 'stillframe import FILE'", "stillframe build", "run 'stillframe serve'");

    private final Checkup checkup;
    private final DeploymentOptions options;
    private final Path root;

    FolderDoctor(Checkup checkup, DeploymentOptions options) {
        this.checkup = checkup;
        this.options = options;
        this.root = options.data.folder().root();
    }

    void look() {
        if (!Files.exists(options.data.folder().database())) {
            checkup.bad(
                    "data",
                    "no data in " + root.toAbsolutePath().normalize(),
                    "take some in with 'stillframe import FILE', or look at 'stillframe demo'");
            return;
        }
        try (Edition edition = options.openFolder()) {
            DeploymentChecks checks = new DeploymentChecks(checkup, edition, options.atOnce(), ADVICE);
            checks.settings();
            disk();
            database(edition);
            checks.hosts();
            checks.builds();
            checks.files();
        } catch (SettingsException e) {
            e.problems().forEach(l -> checkup.bad("settings", l, "mend it in the place that is named"));
        } catch (IncompatibleDataException | StoreException e) {
            checkup.bad("data", String.valueOf(e.getMessage()), "");
        }
    }

    private void disk() {
        try {
            long free = Files.getFileStore(root).getUsableSpace();
            if (free < LOW_DISK) {
                checkup.bad("disk", Text.bytes(free) + " free", "make room: builds fail when the disk is full");
            } else {
                checkup.good("disk", Text.bytes(free) + " free");
            }
        } catch (IOException e) {
            checkup.bad("disk", "free room cannot be told: " + e.getMessage(), "look at the file system of " + root);
        }
    }

    private void database(Edition edition) {
        String result = edition.database().read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
                return row.next() ? row.getString(1) : "no answer";
            }
        });
        String size = Text.bytes(options.data.folder().database().toFile().length());
        if (result.equals("ok")) {
            checkup.good("database", size + ", sound");
        } else {
            checkup.bad("database", result, "stop everything, copy the folder, and restore a backup");
        }
    }
}
