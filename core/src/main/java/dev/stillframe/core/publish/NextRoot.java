package dev.stillframe.core.publish;

import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.port.Position;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the root record that follows from a plan. Pure. */
final class NextRoot {
    private NextRoot() {}

    /** What tells one build from another, as in {@link Root}. */
    record Instance(long build, String buildId, long now, Position watermark, long stage, Cadence cadence) {}

    /**
     * The root that a build commits.
     *
     * @param rings id of its rings
     * @param sizes stored bytes of each payload that the plan writes
     * @param calendar what it stores and says of the rollups
     * @param pages what it does about the pages
     */
    static Root of(
            Plan plan,
            Instance made,
            Metrics metrics,
            String rings,
            List<Long> sizes,
            RollupPlan calendar,
            PagePlan pages) {
        List<Root.@Nullable Entry> entries = new ArrayList<>();
        int payload = 0;
        for (Plan.Step step : plan.steps()) {
            entries.add(
                    switch (step) {
                        case Plan.Step.Keep keep -> keep.entry();
                        case Plan.Step.Renew renew ->
                            renew.entry().renewed(made.build(), made.now(), made.watermark(), made.cadence());
                        case Plan.Step.Write write -> written(write, made, sizes.get(payload++));
                    });
        }
        return new Root(
                made.build(),
                made.buildId(),
                made.now(),
                made.watermark(),
                made.stage(),
                metrics.fingerprint(),
                rings,
                calendar.leaves(),
                calendar.root(),
                entries,
                pages.writes() ? entries.get(PagePlan.INDEX) : pages.before());
    }

    private static Root.Entry written(Plan.Step.Write write, Instance made, long size) {
        List<Long> stages = new ArrayList<>();
        stages.add(made.stage());
        Root.Entry old = write.entry();
        if (old != null) {
            stages.addAll(old.stages().subList(0, Math.min(old.stages().size(), Root.VERSIONS - 1)));
        }
        return new Root.Entry(
                made.build(),
                made.now(),
                made.watermark(),
                write.payload().checksum(),
                size,
                write.payload().points(),
                write.payload().samples(),
                write.payload().lastSampleAt(),
                stages,
                made.cadence(),
                null);
    }
}
