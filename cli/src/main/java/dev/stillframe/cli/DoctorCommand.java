package dev.stillframe.cli;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.HostSummary;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.publish.LastBuild;
import dev.stillframe.core.settings.SettingsException;
import dev.stillframe.standalone.build.Edition;
import dev.stillframe.standalone.sqlite.IncompatibleDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code doctor}: looks for what could keep the product from working, and says what to do. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        header = "Check everything and say what to do.",
        description = {
            "Checks Java, settings, data folder, disk, database, builds and hosts, and says what to do.",
            "Exit code 1 when something needs attention. Changes nothing in an existing folder."
        },
        footer = {"", "Examples:", "  stillframe doctor", "  stillframe doctor --data /srv/stillframe --json"})
final class DoctorCommand implements Callable<Integer> {
    private static final long LOW_DISK = 200L << 20;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    DataOptions options = new DataOptions();

    private final List<Check> checks = new ArrayList<>();

    /** One thing that was looked at. */
    private record Check(String what, boolean good, String found, String advice) {}

    @Override
    public Integer call() {
        good("java", Runtime.version().toString());
        if (Files.exists(options.folder().database())) {
            checkFolder();
        } else {
            bad(
                    "data",
                    "no data in " + options.data.toAbsolutePath().normalize(),
                    "take some in with 'stillframe import FILE', or look at 'stillframe demo'");
        }
        boolean well = checks.stream().allMatch(Check::good);
        print(well);
        return well ? Stillframe.DONE : Stillframe.FAILED;
    }

    private void checkFolder() {
        try (Edition edition = options.open()) {
            good(
                    "settings",
                    "zone " + edition.settings().zone() + ", "
                            + Text.count(edition.settings().metrics().size(), "metric"));
            checkDisk();
            checkDatabase(edition);
            checkHosts(edition);
            checkBuilds(edition);
            checkFiles(edition);
        } catch (SettingsException e) {
            e.problems().forEach(l -> bad("settings", l, "mend it in the place that is named"));
        } catch (IncompatibleDataException | StoreException e) {
            bad("data", String.valueOf(e.getMessage()), "");
        }
    }

    private void checkDisk() {
        try {
            long free = Files.getFileStore(options.data).getUsableSpace();
            if (free < LOW_DISK) {
                bad("disk", Text.bytes(free) + " free", "make room: builds fail when the disk is full");
            } else {
                good("disk", Text.bytes(free) + " free");
            }
        } catch (IOException e) {
            bad("disk", "free room cannot be told: " + e.getMessage(), "look at the file system of " + options.data);
        }
    }

    private void checkDatabase(Edition edition) {
        String result = edition.database().read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
                return row.next() ? row.getString(1) : "no answer";
            }
        });
        String size = Text.bytes(options.folder().database().toFile().length());
        if (result.equals("ok")) {
            good("database", size + ", sound");
        } else {
            bad("database", result, "stop everything, copy the folder, and restore a backup");
        }
    }

    private void checkHosts(Edition edition) {
        long now = options.clock().millis();
        List<HostSummary> hosts = edition.samples().hosts(now);
        if (hosts.isEmpty()) {
            bad("hosts", "no samples yet", "take some in with 'stillframe import FILE'");
        }
        for (HostSummary host : hosts) {
            if (host.lastSampleAt() == Long.MIN_VALUE) {
                bad("host " + host.host(), "no sample that counts", "look at the clock of its collector");
            } else {
                good(
                        "host " + host.host(),
                        "newest sample " + Instant.ofEpochMilli(host.lastSampleAt()) + ", "
                                + Text.duration(now - host.lastSampleAt()) + " ago");
            }
        }
    }

    private void checkBuilds(Edition edition) {
        long now = options.clock().millis();
        for (Scope scope : edition.scopes()) {
            String what = "build " + scope;
            Optional<LastBuild> last = LastBuild.of(edition.ports().checkpoints(), scope);
            if (last.isEmpty()) {
                bad(what, "never built", "run 'stillframe build' or 'stillframe serve'");
            } else if (last.get().now() - now > 120_000) {
                bad(
                        what,
                        "the last one was for "
                                + Instant.ofEpochMilli(last.get().now()) + ", ahead of the clock",
                        "set the clock of this machine right; the next build computes again");
            } else if (last.get().expiresAt() < now) {
                bad(
                        what,
                        "expired since " + Text.duration(now - last.get().expiresAt()),
                        "run 'stillframe serve', or 'stillframe build' for once");
            } else {
                good(
                        what,
                        "number " + last.get().build() + ", "
                                + Text.duration(now - last.get().now()) + " ago");
            }
        }
    }

    private void checkFiles(Edition edition) {
        edition.directoryDifferences().forEach(d -> bad("files", d, "run 'stillframe build': it writes them again"));
        for (Scope scope : edition.ports().checkpoints().scopes()) {
            var findings = edition.verifier().publicFiles(scope);
            if (findings.isEmpty()) {
                good("files " + scope, "whole");
            } else {
                bad(
                        "files " + scope,
                        Text.count(findings.size(), "file") + " missing or changed, such as " + findings.getFirst(),
                        "run 'stillframe build': it writes them again");
            }
        }
    }

    private void good(String what, String found) {
        checks.add(new Check(what, true, found, ""));
    }

    private void bad(String what, String found, String advice) {
        checks.add(new Check(what, false, found, advice));
    }

    private void print(boolean well) {
        var out = spec.commandLine().getOut();
        if (options.json) {
            List<Map<String, Object>> all = new ArrayList<>();
            for (Check check : checks) {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("check", check.what());
                fields.put("good", check.good());
                fields.put("found", check.found());
                fields.put("advice", check.advice());
                all.add(fields);
            }
            out.println(Json.of(Map.of("well", well, "checks", all)));
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (Check check : checks) {
            String advice = check.advice().isEmpty() ? "" : " -> " + check.advice();
            rows.add(List.of(check.good() ? "ok" : "!!", check.what(), check.found() + advice));
        }
        Text.table(List.of("", "", ""), rows).stream().skip(1).forEach(out::println);
        out.println(well ? "All is well." : "Lines with !! need attention.");
    }
}
