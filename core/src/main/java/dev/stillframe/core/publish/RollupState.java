package dev.stillframe.core.publish;

import dev.stillframe.core.calendar.Mode;
import dev.stillframe.core.calendar.Period;
import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.CheckpointStore;
import dev.stillframe.core.rollup.RollupCodec;
import dev.stillframe.core.rollup.Rollups;
import dev.stillframe.core.rollup.Rules;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads the stored rollups of a scope: all days at once, the hours of a month when they are asked for. */
final class RollupState {
    private final CheckpointStore checkpoints;
    private final Scope scope;
    private final Root root;
    private final Rollups rollups;
    private final Map<Long, String> leaves;

    private RollupState(CheckpointStore checkpoints, Root root, Rollups rollups, Map<Long, String> leaves) {
        this.checkpoints = checkpoints;
        this.scope = rollups.scope();
        this.root = root;
        this.rollups = rollups;
        this.leaves = leaves;
    }

    /** A part of what is stored is lost, or of another catalogue. */
    static final class Lost extends Exception {
        private static final long serialVersionUID = 1L;

        Lost(String what) {
            super(what);
        }
    }

    /**
     * Reads the days that a root names.
     *
     * @throws Lost when there are none that can be read
     */
    static RollupState read(CheckpointStore checkpoints, Scope scope, Root root, Rules rules, Metrics metrics)
            throws Lost {
        Root.Rollup stored = root.rollup();
        if (stored == null || !root.definition().equals(metrics.fingerprint())) {
            throw new Lost("no rollups of this catalogue are stored");
        }
        Map<Long, String> leaves = new TreeMap<>();
        root.leaves().forEach((name, id) -> month(name).ifPresent(month -> leaves.put(month, id)));
        byte[] bytes = object(checkpoints, scope, stored.days());
        try {
            Rollups rollups = Rollups.read(scope, rules, metrics, bytes, Set.copyOf(leaves.keySet()));
            return new RollupState(checkpoints, root, rollups, leaves);
        } catch (IllegalArgumentException e) {
            throw new Lost(String.valueOf(e.getMessage()));
        }
    }

    Rollups rollups() {
        return rollups;
    }

    Root root() {
        return root;
    }

    /** Gives the rollups the hours of some months, where they are stored and not given yet. */
    void give(Collection<Long> months) throws Lost {
        for (long month : months) {
            if (rollups.needs(month)) {
                byte[] bytes = object(checkpoints, scope, leaves.getOrDefault(month, ""));
                try {
                    rollups.put(month, RollupCodec.readLeaf(bytes, rollups.metrics()));
                } catch (IllegalArgumentException e) {
                    throw new Lost(String.valueOf(e.getMessage()));
                }
            }
        }
    }

    /** Gives the rollups the hours of all months. */
    void giveAll() throws Lost {
        give(leaves.keySet());
    }

    private static byte[] object(CheckpointStore checkpoints, Scope scope, String id) throws Lost {
        Optional<byte[]> bytes = checkpoints.object(scope, id);
        if (bytes.isEmpty() || !id.endsWith(hash(bytes.get()))) {
            throw new Lost("the object " + id + " is missing or damaged");
        }
        return bytes.get();
    }

    private static String hash(byte[] bytes) {
        return Checksum.of(bytes).substring(7, 39);
    }

    /** Id of the object with all days: made of its bytes, so that a damaged one does not answer to it. */
    static String daysId(byte[] bytes) {
        return "days-" + hash(bytes);
    }

    /** Id of the object with the hours of a month. */
    static String monthId(long month, byte[] bytes) {
        return "hours-" + name(month) + "-" + hash(bytes);
    }

    /** A month as it stands in a root: {@code 2025-12}. */
    static String name(long month) {
        return new Period(Mode.MONTHLY, month).firstDay().toString().substring(0, 7);
    }

    private static Optional<Long> month(String name) {
        return Period.parse(Mode.MONTHLY, name.replace("-", "")).map(Period::number);
    }
}
