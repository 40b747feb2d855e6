package dev.stillframe.core.api;

import dev.stillframe.core.read.Answer;
import java.util.Optional;

/** Where a transport hands in every call: it learns whether the API answers it, and whether the caller may read what else there is. */
public interface FrontDoor {
    /** No API, and everybody may read. */
    FrontDoor OPEN = new FrontDoor() {
        @Override
        public Optional<Admission> admit(Call call) {
            return Optional.empty();
        }

        @Override
        public Optional<Answer> refuseReading(Call call) {
            return Optional.empty();
        }
    };

    /** What the API says to a call; empty when the path is none of the API's. May wait for up to three seconds. */
    Optional<Admission> admit(Call call);

    /**
     * Asked for paths that are not the API's: the page and the public files.
     *
     * @return the refusal where reading is closed and the caller may not read; empty when the caller may
     */
    Optional<Answer> refuseReading(Call call);

    /** Whether the caller may read everything, so that the names of hosts are no secret. */
    default boolean mayReadAll(Call call) {
        return true;
    }

    /** A file of a scope was served: a host that rests wakes. */
    default void looked(String scope) {}

    /** The answer to a read of such a path as caches may keep it: where reading is closed, only the reader's own. */
    default Answer guarded(Answer answer) {
        return answer;
    }
}
