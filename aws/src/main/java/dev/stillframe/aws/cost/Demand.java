package dev.stillframe.aws.cost;

import dev.stillframe.core.model.Cadence;
import java.time.Duration;

/**
 * What a deployment is for.
 *
 * @param hosts how many measure, 1 to 100,000
 * @param every how often each of them does, a minute to a day
 * @param rest how often a host is built that nobody asks for; {@link Cadence#NONE} where none rests
 * @param looks how many times a day somebody looks at one host, as a share of the hosts; each keeps it awake for a quarter of an hour
 * @param visits of the page a day
 */
public record Demand(int hosts, Duration every, Cadence rest, double looks, long visits) {
    /** The most hosts. */
    public static final int MOST_HOSTS = 100_000;

    /** How often somebody looks at a host where nothing else is said: at one host in ten each day. */
    public static final double USUAL_LOOKS = 0.1;

    /** Visits of the page a day where nothing else is said. */
    public static final long USUAL_VISITS = 100;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    public Demand {
        if (hosts < 1 || hosts > MOST_HOSTS) {
            throw new IllegalArgumentException(hosts + " hosts are not within 1 to " + MOST_HOSTS);
        }
        if (every.compareTo(Duration.ofMinutes(1)) < 0 || every.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("a sample each " + every + " is not within 1 minute to 1 day");
        }
        if (!(looks >= 0 && looks <= 96)) {
            throw new IllegalArgumentException(looks + " looks at a host a day are not within 0 to 96");
        }
        if (visits < 0) {
            throw new IllegalArgumentException(visits + " visits a day are less than none");
        }
    }

    /** The same with other hosts. */
    public Demand with(int others) {
        return new Demand(others, every, rest, looks, visits);
    }

    /** The same with another rest. */
    public Demand with(Cadence other) {
        return new Demand(hosts, every, other, looks, visits);
    }

    /** The share of the time that a host is awake, 0 to 1; 1 where none rests. */
    double awake() {
        return rest.isRest() ? Math.min(1, looks / 96) : 1;
    }

    double samplesADay() {
        return hosts * (double) Duration.ofDays(1).toMillis() / every.toMillis();
    }
}
