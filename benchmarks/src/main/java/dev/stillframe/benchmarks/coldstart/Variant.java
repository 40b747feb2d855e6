package dev.stillframe.benchmarks.coldstart;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Ways to start a function. */
public enum Variant {
    /** As the managed runtime does: a class loader of its own over the jar. */
    OWN_LOADER("own class loader", false),
    /** The same with a class-data archive of all that it loaded once. */
    OWN_LOADER_CDS("own class loader, class-data archive", false),
    /** The same with an AOT cache. */
    OWN_LOADER_AOT("own class loader, AOT cache", false),
    /** The jar on the class path, as an image can have it. */
    CLASS_PATH("class path", true),
    /** The same with a class-data archive. */
    CLASS_PATH_CDS("class path, class-data archive", true),
    /** The same with an AOT cache. */
    CLASS_PATH_AOT("class path, AOT cache", true);

    private final String shown;
    private final boolean onClassPath;

    Variant(String shown, boolean onClassPath) {
        this.shown = shown;
        this.onClassPath = onClassPath;
    }

    /** Its name in tables. */
    public String shown() {
        return shown;
    }

    /** Whether a run must come first that writes what later ones use. */
    public boolean isTrained() {
        return this != OWN_LOADER && this != CLASS_PATH;
    }

    private boolean isAot() {
        return this == OWN_LOADER_AOT || this == CLASS_PATH_AOT;
    }

    /** What the first run writes, of a function. */
    Path file(Path folder, Function function) {
        return folder.resolve(function.name() + "-" + name() + (isAot() ? ".aot" : ".jsa"));
    }

    /**
     * The command of a process.
     *
     * @param java what starts it, with the options that all have
     * @param base the jars that are on the class path in any case
     * @param file what the first run writes and later ones use
     * @param training whether this is the first run
     */
    List<String> command(List<String> java, List<Path> base, Function function, Path jar, Path file, boolean training) {
        List<String> command = new ArrayList<>(java);
        if (isTrained()) {
            String option = isAot()
                    ? training ? "-XX:AOTCacheOutput=" : "-XX:AOTCache="
                    : training ? "-XX:ArchiveClassesAtExit=" : "-XX:SharedArchiveFile=";
            command.add(option + file);
        }
        List<String> path = new ArrayList<>(base.stream().map(Path::toString).toList());
        if (onClassPath) {
            path.add(jar.toString());
        }
        command.addAll(List.of("-cp", String.join(File.pathSeparator, path), FirstCall.class.getName()));
        command.add(function.className());
        command.add(function.event());
        if (!onClassPath) {
            command.add(jar.toString());
        }
        return command;
    }
}
