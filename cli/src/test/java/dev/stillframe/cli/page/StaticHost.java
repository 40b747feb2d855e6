package dev.stillframe.cli.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A web server that knows nothing of Stillframe and serves the public folder as a host of static files does: a file that is there
 * only with {@code .gz} is sent as it is, said to be gzip. Single files can be replaced by others.
 */
final class StaticHost implements AutoCloseable {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "json", "application/json",
            "txt", "text/plain; charset=utf-8");

    private final Path folder;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, byte[]> replaced = new ConcurrentHashMap<>();
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final CountDownLatch goOn = new CountDownLatch(1);

    /** Serves a folder at a free port. */
    StaticHost(Path folder) throws IOException {
        this.folder = folder;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Answers a path with a text from now on. */
    StaticHost replace(String path, String text) {
        replaced.put(path, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Sends of a path's file only what comes before a text, until somebody asks for {@code /go-on}. Not for a file that is packed. */
    StaticHost holdBefore(String path, String text) {
        held.put(path, new Held(text, goOn));
        return this;
    }

    /** Where a file is cut in two, and what its second part waits for. */
    private record Held(String text, CountDownLatch latch) {}

    private void send(OutputStream out, String name, byte[] body) throws IOException {
        Held here = held.get(name);
        int first = here == null ? body.length : new String(body, StandardCharsets.ISO_8859_1).indexOf(here.text());
        out.write(body, 0, first);
        if (here != null) {
            out.flush();
            try {
                here.latch().await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            out.write(body, first, body.length - first);
        }
    }

    /** The address of a path that begins with a slash. */
    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/go-on")) {
                goOn.countDown();
            }
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            String name = path.endsWith("/") ? path + "index.html" : path;
            Path file = folder.resolve(name.substring(1)).normalize();
            byte[] body = replaced.get(name);
            if (body == null && file.startsWith(folder) && Files.isRegularFile(file)) {
                body = Files.readAllBytes(file);
            }
            Path packed = file.resolveSibling(file.getFileName() + ".gz");
            if (body == null && file.startsWith(folder) && Files.isRegularFile(packed)) {
                body = Files.readAllBytes(packed);
                exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            }
            if (body == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
            exchange.getResponseHeaders().set("Content-Type", type == null ? "application/octet-stream" : type);
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            send(exchange.getResponseBody(), name, body);
        }
    }

    @Override
    public void close() {
        goOn.countDown();
        server.stop(0);
        threads.close();
    }
}
