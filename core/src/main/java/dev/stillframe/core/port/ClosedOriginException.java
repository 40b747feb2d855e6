package dev.stillframe.core.port;

/** Samples were to be stored whose origin is in quarantine. Nothing was stored, and nothing of it ever will be. */
public final class ClosedOriginException extends StoreException {
    private static final long serialVersionUID = 1L;

    /** With the origin. */
    public ClosedOriginException(String origin) {
        super("samples from " + origin + " are in quarantine; no more are taken from it");
    }
}
