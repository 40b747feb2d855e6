package dev.stillframe.core.encode;

import dev.stillframe.core.model.Scope;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;

/**
 * Where the results of probers lie in the raw archive, such as
 * {@code host=home/year=2025/month=202512/day=20251229/hour=2025122914/minute=15/speed_data_ookla_15_1767019514.json}.
 *
 * @param zone the one whose dates and hours the folders are named by. In the hour that a clock change repeats, both hours share
 *     their folders; the second in the name tells them apart
 */
public record ArchiveKeys(ZoneId zone) {
    private static final int SLOT_MINUTES = 15;

    /**
     * The key of a result.
     *
     * @param host of its sample
     * @param t time of its sample, epoch milliseconds; all results of one second have the same key
     * @throws IllegalArgumentException when it is no host
     */
    public String key(String host, long t) {
        if (!Scope.isHost(host)) {
            throw new IllegalArgumentException("this is no host name (" + Scope.HOST_RULE + ")");
        }
        ZonedDateTime time = Instant.ofEpochMilli(t).atZone(zone);
        String year = digits(4, time.getYear());
        String month = year + digits(2, time.getMonthValue());
        String day = month + digits(2, time.getDayOfMonth());
        String hour = day + digits(2, time.getHour());
        String slot = digits(2, time.getMinute() / SLOT_MINUTES * SLOT_MINUTES);
        return "host=" + host + "/year=" + year + "/month=" + month + "/day=" + day + "/hour=" + hour + "/minute="
                + slot + "/speed_data_ookla_" + slot + "_" + time.toEpochSecond() + ".json";
    }

    private static String digits(int width, int number) {
        return String.format(Locale.ROOT, "%0" + width + "d", number);
    }
}
