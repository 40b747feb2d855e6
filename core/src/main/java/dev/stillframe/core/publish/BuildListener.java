package dev.stillframe.core.publish;

/** Is told how far a build is, on the build's own thread. */
@FunctionalInterface
public interface BuildListener {
    /** Does nothing. */
    BuildListener NONE = step -> {};

    /**
     * A step begins. What is thrown at {@link BuildStep#READ} fails the build before it has read anything; later steps must not
     * throw.
     */
    void reached(BuildStep step);
}
