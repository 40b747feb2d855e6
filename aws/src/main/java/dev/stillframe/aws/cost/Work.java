package dev.stillframe.aws.cost;

import dev.stillframe.core.schedule.SimulatedDay;

/**
 * Builds of a day, of one scope or several.
 *
 * @param builds tasks that are done
 * @param commits those that publish something
 * @param stages those that write payloads
 * @param payloads payloads that are written
 * @param renewals metas that are written alone
 * @param rollups files of calendar rollups that are written
 * @param pages files for people that are written
 * @param looks builds that see whether the versions of a scope are kept: at most one each quarter of an hour in each process that builds
 * @param rows builds that store rows of rollups
 */
record Work(
        double builds,
        double commits,
        double stages,
        double payloads,
        double renewals,
        double rollups,
        double pages,
        double looks,
        double rows) {
    /** Quarters of an hour in a day. */
    private static final double LOOKS = 96;

    /**
     * The work that a day was counted with.
     *
     * @param processes that build side by side, each of which builds every scope now and then
     */
    static Work of(SimulatedDay.Counts counts, double processes) {
        return new Work(
                counts.builds(),
                counts.commits(),
                counts.stages(),
                counts.payloads(),
                counts.renewals(),
                counts.rollups(),
                counts.pages(),
                Math.min((double) counts.builds(), LOOKS * processes),
                counts.rows());
    }

    Work times(double n) {
        return new Work(
                builds * n,
                commits * n,
                stages * n,
                payloads * n,
                renewals * n,
                rollups * n,
                pages * n,
                looks * n,
                rows * n);
    }

    Work plus(Work other) {
        return new Work(
                builds + other.builds,
                commits + other.commits,
                stages + other.stages,
                payloads + other.payloads,
                renewals + other.renewals,
                rollups + other.rollups,
                pages + other.pages,
                looks + other.looks,
                rows + other.rows);
    }
}
