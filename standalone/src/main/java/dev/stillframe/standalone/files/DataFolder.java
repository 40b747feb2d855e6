package dev.stillframe.standalone.files;

import java.nio.file.Path;

/**
 * Where what lies in a data folder.
 *
 * @param root the folder, {@code --data}
 */
public record DataFolder(Path root) {
    /** The SQLite file: samples, checkpoints, and the index of public files. */
    public Path database() {
        return root.resolve("stillframe.db");
    }

    /** The settings, which need not exist. */
    public Path settings() {
        return root.resolve("stillframe.yaml");
    }

    /** What may be served by anyone. */
    public Path publicFiles() {
        return root.resolve("public");
    }

    /** Staged payloads and old versions, a pack a build: {@code versions/SCOPE/STAGE.pack}. */
    public Path versions() {
        return root.resolve("versions");
    }

    /** What probers printed, as it came in, where the setting {@code archive} is on. */
    public Path archive() {
        return root.resolve("archive");
    }

    /** Files that are not whole yet. */
    public Path temporary() {
        return root.resolve("unfinished");
    }

    /** There while the folder is being restored from a backup: until then it is of no use. */
    public Path restoring() {
        return root.resolve("restoring");
    }

    /** Locked by a running {@code serve}. */
    public Path serveLock() {
        return root.resolve("serve.lock");
    }

    /** A line for each request that {@code serve} answered, unless another file was named. */
    public Path requestLog() {
        return root.resolve("log").resolve("requests.jsonl");
    }
}
