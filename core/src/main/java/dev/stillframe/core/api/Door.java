package dev.stillframe.core.api;

import dev.stillframe.core.read.Answer;
import java.util.Optional;

/** What a transport needs of the API. For use by any number of threads. */
public interface Door {
    /** What the API says to the head of a request; empty when the path is none of its own. */
    Optional<Admission> admit(Call call);

    /**
     * Whether a path that is not the API's, of a public file or of the page, may be read.
     *
     * @return the refusal; empty when it may
     */
    Optional<Answer> refuseReading(Call call);

    /** The answer to a read of such a path as caches may keep it: where reading is closed, only the reader's own. */
    Answer guarded(Answer answer);
}
