package dev.stillframe.standalone.build;

import dev.stillframe.core.port.RefreshQueue;
import dev.stillframe.testkit.ManualClock;
import dev.stillframe.testkit.soak.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A server in a process of its own, which can be killed, or dies by its own hand at a step of a refresh. */
final class ServerProcess implements AutoCloseable {
    /** No step: it lives until it is killed. */
    static final int LIVES = 0;

    private static final int KILLED = 137;
    private static final String PORT = "port ";

    private final Process process;
    private final int port;

    private ServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one, and returns when it serves.
     *
     * @param now the time of its clock, which stands still
     * @param dieAt the number of the step at which it dies, from 1, or {@link #LIVES}
     */
    static ServerProcess start(Path folder, long now, int dieAt) throws IOException {
        List<String> command = new ArrayList<>(ChildJvm.command(ServerProcess.class, List.of("-Xmx256m")));
        command.addAll(List.of(folder.toString(), Long.toString(now), Integer.toString(dieAt)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolveSibling(folder.getFileName() + ".err").toFile()))
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(PORT)) {
                return new ServerProcess(process, Integer.parseInt(line.substring(PORT.length())));
            }
        }
        throw new IOException("the server did not start: " + folder + ".err says why");
    }

    ApiClient client() {
        return new ApiClient(port);
    }

    /** Kills it, as a lack of memory or an impatient owner would. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Whether it dies at its step, now that its request has nothing left to do; kills it otherwise. */
    boolean died() throws InterruptedException {
        boolean byItself = process.waitFor(2, TimeUnit.SECONDS);
        kill();
        return byItself && process.exitValue() == KILLED;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** The process. Arguments: the folder, the time, and the step to die at. Ends when nobody holds its input any more. */
    public static void main(String[] args) throws IOException {
        Steps steps = new Steps(Integer.parseInt(args[2]));
        LiveServer.Setup setup = LiveServer.Setup.PLAIN
                .withSteps(step -> steps.reached("build " + step))
                .withEffects(what -> steps.reached("file " + what))
                .withQueue(steps::around);
        try (LiveServer server = LiveServer.at(Path.of(args[0]), new ManualClock(Long.parseLong(args[1])), setup)) {
            System.out.println(PORT + server.port());
            System.out.flush();
            while (System.in.read() >= 0) {
                // Nothing is said to it; its parent only ends.
            }
        }
    }

    /** Counts from the first change of a request on, and dies at a number. */
    private static final class Steps {
        private final int dieAt;
        private final AtomicInteger count = new AtomicInteger();
        private volatile boolean asked;

        Steps(int dieAt) {
            this.dieAt = dieAt;
        }

        void reached(String what) {
            if (asked && count.incrementAndGet() == dieAt) {
                System.err.println("dies at " + dieAt + ", " + what);
                System.err.flush();
                Runtime.getRuntime().halt(KILLED);
            }
        }

        RefreshQueue around(RefreshQueue queue) {
            return (RefreshQueue) Proxy.newProxyInstance(
                    RefreshQueue.class.getClassLoader(), new Class<?>[] {RefreshQueue.class}, (self, method, args) -> {
                        boolean changes = List.of("ask", "begin", "step").contains(method.getName());
                        asked |= changes;
                        Consumer<String> tell = changes ? this::reached : what -> {};
                        tell.accept("before " + method.getName());
                        Object answer;
                        try {
                            answer = method.invoke(queue, args);
                        } catch (InvocationTargetException e) {
                            throw e.getCause() == null ? e : e.getCause();
                        }
                        tell.accept("after " + method.getName());
                        return answer;
                    });
        }
    }
}
