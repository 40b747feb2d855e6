package dev.stillframe.core.ingest;

import dev.stillframe.core.model.Scope;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user says of the sources of an import.
 *
 * @param host the host of records that do not name one; null when all do
 * @param zone the zone of stamps that do not name an offset
 * @param columns which column holds what; null to let the format be recognised
 * @param units the units of the columns
 */
public record ImportSettings(
        @Nullable String host, ZoneId zone, @Nullable Columns columns, Units units) {
    /**
     * Checks the host, and that units belong to columns.
     *
     * @throws IllegalArgumentException when the host is not allowed, or a unit is given for what has no column
     */
    public ImportSettings {
        if (host != null) {
            Scope.host(host);
        }
        List<String> without = new ArrayList<>(units.byMetric().keySet());
        if (columns != null) {
            without.removeAll(columns.byKey().keySet());
        }
        if (!without.isEmpty()) {
            throw new IllegalArgumentException(
                    "--unit is for the metrics that --columns names; it does not name: " + String.join(", ", without));
        }
    }

    /** The same for a source that says of which host its records are. */
    ImportSettings of(Source source) {
        return source.host() == null ? this : new ImportSettings(source.host(), zone, columns, units);
    }
}
