package dev.stillframe.core.port;

/**
 * What probers printed, byte for byte, each under the key that {@link dev.stillframe.core.encode.ArchiveKeys} gives it. Private, and a copy
 * only: everything is computed from the sample store, so what is missing here changes no number. Nothing is ever replaced or
 * removed. For use by any number of threads and processes.
 */
@FunctionalInterface
public interface RawArchive {
    /** Keeps nothing: where the setting is off. */
    RawArchive NONE = (host, t, result) -> {};

    /**
     * Keeps one result. What a call that has returned left under a key stays, whatever is put there later: the same again changes
     * nothing, and other bytes, such as those of a second result within one second, are dropped. Of two calls at the same time
     * one is kept whole.
     *
     * @param host of its sample, as {@link dev.stillframe.core.model.Scope#isHost} wants it
     * @param t time of its sample, epoch milliseconds
     * @param result its bytes, not changed and not kept by reference
     * @throws IllegalArgumentException when the host is none; nothing is kept
     * @throws StoreException when the store fails; the result is then there whole, or not there, and may be put again
     */
    void put(String host, long t, byte[] result);
}
