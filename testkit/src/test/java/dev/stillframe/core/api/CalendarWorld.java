package dev.stillframe.core.api;

import dev.stillframe.core.calendar.Calendar;
import dev.stillframe.core.calendar.Closing;
import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Thresholds;
import dev.stillframe.core.model.Values;
import dev.stillframe.core.rollup.Rules;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Two hosts that test each half hour in Kolkata. */
final class CalendarWorld {
    private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");
    private static final long HALF_HOUR = 1_800_000;
    private static final Thresholds PROMISE = Thresholds.NONE
            .with(Thresholds.Kind.PROMISED, Map.of("home", Map.of("download", 50_000L)))
            .with(Thresholds.Kind.MINIMUM, Map.of("home", Map.of("download", 10_000L)));
    static final Rules RULES = new Rules(new Calendar(KOLKATA), Closing.USUAL, PROMISE, Map.of());

    private CalendarWorld() {}

    /** So many days of tests, built. */
    static ApiWorld of(boolean open, int days) {
        ApiWorld world = new ApiWorld(new ApiSettings(open, Duration.ofMinutes(15), 3), Cadence.NONE, RULES);
        for (String host : List.of("home", "office")) {
            List<Sample> samples = new ArrayList<>();
            for (long t = world.clock.millis() - days * 86_400_000L; t <= world.clock.millis(); t += HALF_HOUR) {
                samples.add(sample(host, t));
            }
            world.samples.append(samples, "test");
        }
        return world.built();
    }

    private static Sample sample(String host, long t) {
        long n = t / HALF_HOUR;
        return n % 11 == 0
                ? Sample.failed(host, t, "no route")
                : new Sample(
                        host,
                        t,
                        Values.of(5_000 + n % 97 * 1_003, 20_000 + n % 89, 11_000),
                        null,
                        Map.of("connectionType", n % 3 == 0 ? "Ethernet" : "Wi-Fi"));
    }
}
