package dev.stillframe.cli;

import java.util.LinkedHashMap;
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
            description = "Time zone of stamps that have none, such as Australia/Brisbane (default: the setting 'zone', UTC).")
    String zone;

    @Option(
            names = "--columns",
            paramLabel = "FIELD=COLUMN",
            split = ",",
            description = {
                "Read any CSV: which column holds what. FIELD is t, host, error, a metric (download, upload, ping, jitter,"
                        + " packet_loss, or a declared one) or a label (server, isp, connectionType, prober);",
                "COLUMN is a name in the header, or a number from 1 where the file has no header."
            })
    Map<String, String> columns = new LinkedHashMap<>();

    @Option(
            names = "--unit",
            paramLabel = "METRIC=UNIT",
            split = ",",
            description = "Unit that a column is written in, such as download=Mbit/s or upload=bit/s"
                    + " (default: the setting 'units', else the metric's own).")
    Map<String, String> units = new LinkedHashMap<>();
}
