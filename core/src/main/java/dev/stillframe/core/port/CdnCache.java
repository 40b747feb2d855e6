package dev.stillframe.core.port;

import dev.stillframe.core.model.Scope;

/** The cache between the public files and their readers. What it keeps becomes old by itself: a purge only makes that sooner. */
public interface CdnCache {
    /** Where there is none, or nothing is to be purged. */
    CdnCache NONE = scope -> {};

    /**
     * Makes the cache ask again for the files of a scope. Returns when that is ordered; it takes a while everywhere.
     *
     * @throws StoreException when it is not known to be ordered, which does no harm
     */
    void purge(Scope scope);
}
