package dev.stillframe.testkit.soak;

import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.publish.CommittedFiles;
import dev.stillframe.core.publish.Ports;
import java.nio.file.Path;
import java.time.InstantSource;

/** An opened data folder of an edition that is to survive. */
public interface Product extends AutoCloseable {
    /** Its stores. */
    Ports ports();

    /** Its catalogue. */
    Metrics metrics();

    /** What it serves for a damaged public file. */
    CommittedFiles committedFiles();

    @Override
    void close();

    /** Opens a data folder, again and again, in any process. */
    @FunctionalInterface
    interface Opening {
        /**
         * Opens it, or makes it.
         *
         * @param beforeEffect to be told, in a word, before each change of a file
         */
        Product open(Path folder, InstantSource clock, Effect beforeEffect);
    }

    /** Told that something is about to be changed. May never return. */
    @FunctionalInterface
    interface Effect {
        /** It is about to happen. */
        void before(String what);
    }
}
