package dev.stillframe.benchmarks.coldstart;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.stillframe.core.model.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Starts functions on one stage, again and again. */
public final class ColdStartRuns implements AutoCloseable {
    /** The heap of a function of 1,024 MB, and the compilers and the collector that Lambda's Java starts with. */
    private static final List<String> OPTIONS = List.of("-Xmx870m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Path root;
    private final Path folder;
    private final Stage stage;
    private final List<String> java = new ArrayList<>();
    private final List<Path> base;

    /**
     * Prepares it.
     *
     * @param root of the repository, where the functions were built
     * @param folder for archives and logs
     * @param samples the sample of the host at a time
     */
    public ColdStartRuns(Path root, Path folder, LongFunction<Sample> samples) throws IOException {
        this.root = root.toAbsolutePath().normalize();
        this.folder = folder;
        this.java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        this.java.addAll(OPTIONS);
        this.base = List.of(jarOf(RequestStreamHandler.class), starter(folder.resolve("first-call.jar")));
        this.stage = new Stage(samples);
    }

    private static Path jarOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An archive can be made for jars only, so the one class has a jar of its own. */
    private static Path starter(Path jar) throws IOException {
        String name = FirstCall.class.getName().replace('.', '/') + ".class";
        try (InputStream in = Objects.requireNonNull(FirstCall.class.getResourceAsStream("/" + name));
                OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new JarEntry(name));
            in.transferTo(out);
            out.closeEntry();
        }
        return jar;
    }

    /** Jars that are not there: without them nothing can be measured. */
    public static List<Path> missing(Path root) {
        return List.of(Function.values()).stream()
                .map(f -> root.resolve(f.jar()))
                .distinct()
                .filter(jar -> !Files.exists(jar))
                .toList();
    }

    /** Measures one function, the variants by turns so that all meet the same machine. */
    public Map<Variant, List<ColdStart>> measure(Function function, int runs) throws IOException, InterruptedException {
        Map<Variant, List<ColdStart>> measured = new EnumMap<>(Variant.class);
        for (Variant variant : Variant.values()) {
            measured.put(variant, new ArrayList<>());
            start(function, variant, variant.isTrained());
        }
        for (int run = 0; run < runs; run++) {
            for (Variant variant : Variant.values()) {
                Objects.requireNonNull(measured.get(variant)).add(start(function, variant, false));
            }
        }
        return measured;
    }

    private ColdStart start(Function function, Variant variant, boolean training)
            throws IOException, InterruptedException {
        stage.arrive();
        Path log = folder.resolve(function.name() + "-" + variant.name() + ".log");
        return ColdStart.measure(
                variant.command(
                        java, base, function, root.resolve(function.jar()), variant.file(folder, function), training),
                stage.environment(),
                function,
                log);
    }

    /** How large what a first run wrote is, in bytes; 0 for variants that have none. */
    public long bytes(Function function, Variant variant) throws IOException {
        return variant.isTrained() ? Files.size(variant.file(folder, function)) : 0;
    }

    @Override
    public void close() {
        stage.close();
    }
}
