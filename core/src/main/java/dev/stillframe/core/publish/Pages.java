package dev.stillframe.core.publish;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.StoredObject;
import java.util.List;

/** What people see beside the snapshots of a scope: page, frame, badge. Pure. */
public interface Pages {
    /** Publishes nothing. */
    Pages NONE = new Pages() {
        @Override
        public List<StoredObject> assets() {
            return List.of();
        }

        @Override
        public List<StoredObject> of(Scope scope, Shown shown) {
            return List.of();
        }
    };

    /** Assets that all pages name; keys {@code app/{hash}/{name}}. */
    List<StoredObject> assets();

    /** The files of a scope, from what its snapshot {@code 1d/100} says. The same gives the same bytes. */
    List<StoredObject> of(Scope scope, Shown shown);

    /**
     * A snapshot as it is shown.
     *
     * @param json the payload {@code 1d/100} before gzip; not to be changed
     * @param generatedAt when a build last made sure of it, epoch milliseconds
     * @param expiresAt until when it counts as fresh, epoch milliseconds
     * @param from start of its window, epoch milliseconds, inclusive
     * @param to end of its window, epoch milliseconds, exclusive
     * @param lastSampleAt time of its last sample, epoch milliseconds; {@link Long#MIN_VALUE} without one
     */
    record Shown(byte[] json, long generatedAt, long expiresAt, long from, long to, long lastSampleAt) {}
}
