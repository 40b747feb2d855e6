package dev.stillframe.core.ingest;

import dev.stillframe.core.model.Values;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a log line or an upload says, read but not judged.
 *
 * @param host the host as it was named, null when none was
 * @param t epoch milliseconds
 * @param values for each metric of the catalogue, in its order, the value in smallest units as {@link Decimal} gives it:
 *     {@link Decimal#NOT_A_NUMBER} and {@link Decimal#HUGE} included, {@link Values#ABSENT} where nothing was given
 * @param error the error text as it was given, null or empty when there was none
 * @param labels further facts by name, of any length
 */
public record RawSample(
        @Nullable String host,
        long t,
        long[] values,
        @Nullable String error,
        Map<String, String> labels) {
    /** The same of another host where none was named. */
    RawSample orOf(@Nullable String other) {
        return host != null ? this : new RawSample(other, t, values, error, labels);
    }
}
