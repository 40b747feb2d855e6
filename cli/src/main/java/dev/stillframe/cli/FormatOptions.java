package dev.stillframe.cli;

import dev.stillframe.core.ingest.Columns;
import dev.stillframe.core.ingest.Factor;
import dev.stillframe.core.ingest.ImportSettings;
import dev.stillframe.core.ingest.Units;
import dev.stillframe.core.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to read a log: the options that {@code import} and {@code demo --import} share. */
final class FormatOptions {
    @Nullable
    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "The host of records that do not name one (default: the setting 'host', which is home).")
    String host;

    @Nullable
    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Time zone of stamps that have none, such as Australia/Brisbane"
                    + " (default: the setting 'zone', which is UTC).")
    String zone;

    @Nullable
    @Option(
            names = "--columns",
            paramLabel = "KEY=COLUMN,...",
            description = {
                "Read any CSV: which column holds what. KEY is t, host, error, a metric (download, upload, ping, jitter,"
                        + " packet_loss, or a declared one) or a label (server, isp, connectionType, prober).",
                "COLUMN is a name in the header, or a number from 1 where the file has no header."
            })
    String columns;

    @Nullable
    @Option(
            names = "--unit",
            paramLabel = "METRIC=UNIT,...",
            description = "Unit that a column is written in, such as download=bit/s,ping=s"
                    + " (default: the setting 'units', else the metric's own).")
    String units;

    /** What the options say, completed from the settings. */
    ImportSettings toSettings(Settings settings) {
        try {
            Columns chosen = columns == null ? null : Columns.parse(columns, settings.metrics());
            return new ImportSettings(
                    host == null ? settings.host() : host,
                    zone == null ? settings.zone() : zone(zone),
                    chosen,
                    units(settings, chosen));
        } catch (IllegalArgumentException e) {
            throw new WrongUse(String.valueOf(e.getMessage()));
        }
    }

    /** Whether a host was named. */
    boolean namesHost() {
        return host != null;
    }

    /** Refuses what is not for the folder of an archive. */
    void checkFor(List<Path> files) {
        if (columns != null && files.stream().anyMatch(Files::isDirectory)) {
            throw new WrongUse("--columns is for CSV files, not for the folder of an archive");
        }
    }

    /** The settings' units for the columns there are, and those of the option, which win. */
    private Units units(Settings settings, @Nullable Columns chosen) {
        Map<String, Factor> merged = new LinkedHashMap<>();
        settings.units().forEach((metric, unit) -> {
            if (chosen != null && chosen.byKey().containsKey(metric)) {
                merged.putAll(
                        Units.parse(metric + "=" + unit, settings.metrics()).byMetric());
            }
        });
        if (units != null) {
            merged.putAll(Units.parse(units, settings.metrics()).byMetric());
        }
        return new Units(merged);
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new WrongUse("--zone '" + name + "' is not a time zone such as Australia/Brisbane or UTC");
        }
    }
}
