package dev.stillframe.standalone.files;

/** Told before each change to the file system: where tests kill the process. */
@FunctionalInterface
public interface Effects {
    /** Nothing happens. */
    Effects NONE = what -> {};

    /** A change is about to be made. */
    void before(String what);
}
