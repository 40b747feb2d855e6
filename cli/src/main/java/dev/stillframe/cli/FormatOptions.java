package dev.stillframe.cli;

import dev.stillframe.core.ingest.Columns;
import dev.stillframe.core.ingest.ImportSettings;
import dev.stillframe.core.ingest.Units;
import dev.stillframe.standalone.settings.Settings;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
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
                    units(unitText(settings, chosen), settings));
        } catch (IllegalArgumentException e) {
            throw new WrongUse(String.valueOf(e.getMessage()));
        }
    }

    private static Units units(String text, Settings settings) {
        return text.isEmpty() ? Units.OWN : Units.parse(text, settings.metrics());
    }

    /** The settings' units for the columns there are, then those of the option, which win. */
    private String unitText(Settings settings, @Nullable Columns chosen) {
        List<String> parts = new ArrayList<>();
        settings.units().forEach((metric, unit) -> {
            boolean named = units != null && ("," + units).contains("," + metric + "=");
            if (chosen != null && chosen.byKey().containsKey(metric) && !named) {
                parts.add(metric + "=" + unit);
            }
        });
        if (units != null) {
            parts.add(units);
        }
        return String.join(",", parts);
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new WrongUse("--zone '" + name + "' is not a time zone such as Australia/Brisbane or UTC");
        }
    }
}
