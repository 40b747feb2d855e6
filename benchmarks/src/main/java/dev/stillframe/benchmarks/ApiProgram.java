package dev.stillframe.benchmarks;

import dev.stillframe.core.access.Tokens;
import dev.stillframe.core.api.Health;
import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Role;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.publish.BuildMode;
import dev.stillframe.core.read.PublicFiles;
import dev.stillframe.core.refresh.Awake;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.standalone.build.Edition;
import dev.stillframe.standalone.build.LiveApi;
import dev.stillframe.standalone.files.DataFolder;
import dev.stillframe.standalone.http.HttpServer;
import dev.stillframe.standalone.http.Limits;
import dev.stillframe.standalone.http.RequestLog;
import dev.stillframe.standalone.http.Site;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** The API over real connections of this machine: samples uploaded and requests answered a second, with peers beside. */
final class ApiProgram {
    private static final int CONNECTIONS = 10;
    private static final int BATCH = 1_000;
    private static final int BATCHES = 40;
    private static final int SINGLES = 400;
    private static final int READS = 4_000;
    private static final int WARM_UP = 3;
    private static final String FILE = "/host=host-0/latest_1d_100.json";
    private static final String LATEST = "/samples/latest?window=1d&samples=100&host=host-0";

    private final PrintStream out;
    private final Options options;
    private final SteppedClock clock = new SteppedClock(History.END);

    ApiProgram(PrintStream out, Options options) {
        this.out = out;
        this.options = options;
    }

    /** What one connection does. */
    private interface Deed {
        void on(HttpConnection connection, int number) throws IOException;
    }

    void run() throws Exception {
        out.println("API  " + CONNECTIONS
                + " connections of this process to a server in it; every upload synced; three metrics\n");
        try (Scratch scratch = Scratch.in(options.folder());
                Edition edition = Edition.open(new DataFolder(scratch.folder()), Settings.DEFAULT, clock)) {
            PublicFiles files = new PublicFiles(
                    edition.ports().snapshots(), ReadsProgram.NONE, key -> {}, PublicFiles.DEFAULT_MEMORY);
            // It is never started: what is asked for waits, so that whoever asks joins.
            try (LiveApi api = new LiveApi(
                    edition,
                    files,
                    new Awake(clock, Cadence.NONE, () -> {}),
                    clock,
                    new SecureRandom(),
                    outcome -> {},
                    problem -> {})) {
                Health fine = new Health(Health.Status.OK, "", Duration.ZERO, List.of());
                HttpServer server = new HttpServer(
                        new Site(() -> fine, api.door(), path -> Optional.empty(), files),
                        RequestLog.NONE,
                        Limits.DEFAULT,
                        false,
                        clock);
                server.start(HttpServer.LOOPBACK, 0);
                try {
                    uploads(edition, server.port());
                    reads(edition, server.port());
                } finally {
                    server.stop();
                }
            }
        }
    }

    private void uploads(Edition edition, int port) throws Exception {
        List<String> tokens = new ArrayList<>();
        Tokens made = new Tokens(edition.tokens(), clock, new SecureRandom());
        for (int i = 0; i < CONNECTIONS; i++) {
            tokens.add(made.issue(Role.COLLECTOR, "host-" + i, Long.MAX_VALUE).text());
        }
        // Bodies are made before, and each is sent once. The first of them warm up.
        List<List<byte[]>> batches = new ArrayList<>();
        List<List<byte[]>> singles = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            List<Sample> samples = new History("host-" + i, 60_000, 3).days(60);
            int next = 0;
            List<byte[]> large = new ArrayList<>();
            for (int b = 0; b < BATCHES + BATCHES / 2; b++) {
                large.add(body(samples.subList(next, next += BATCH)));
            }
            List<byte[]> small = new ArrayList<>();
            for (int s = 0; s < SINGLES; s++) {
                small.add(body(samples.subList(next, ++next)));
            }
            batches.add(large);
            singles.add(small);
        }
        all(
                port,
                BATCHES / 2,
                (connection, n) -> upload(connection, tokens, batches, n / CONNECTIONS, n % CONNECTIONS));
        double together = all(
                port,
                BATCHES,
                (connection, n) -> upload(connection, tokens, batches, BATCHES / 2 + n / CONNECTIONS, n % CONNECTIONS));
        double single = all(
                port,
                SINGLES,
                (connection, n) -> upload(connection, tokens, singles, n / CONNECTIONS, n % CONNECTIONS));
        int rows = CONNECTIONS * BATCHES * BATCH;
        int few = CONNECTIONS * SINGLES;
        double insert = seconds(folder -> InsertPeer.log(folder.resolve("peer.db"), rows, BATCH));
        double one = seconds(folder -> InsertPeer.log(folder.resolve("peer.db"), few, 1));
        double imported;
        try (Scratch scratch = Scratch.in(options.folder())) {
            Path log = scratch.folder().resolve("invented.csv");
            InventedLog.write(log, rows);
            ImportProgram.report(log, scratch.folder().resolve("warm"));
            imported = seconds(folder -> ImportProgram.report(log, folder));
        }
        Table table = new Table("uploads", "samples", "seconds", "samples/s", "of the uploads' rate");
        double ours = rows / together;
        row(table, "batches of 1,000, JSON", rows, together, ours);
        row(table, "peer: the importer, same number of lines", rows, imported, ours);
        row(table, "peer: SQLite inserts, parsed before, log + 2 indexes, 1,000 a commit", rows, insert, ours);
        row(table, "single samples", few, single, few / single);
        row(table, "peer: SQLite inserts, parsed before, one a commit", few, one, few / single);
        table.print(out);
    }

    private static void row(Table table, String name, int samples, double seconds, double ours) {
        table.row(
                name,
                Table.number(samples),
                Table.number(seconds, 2),
                Table.number(samples / seconds, 0),
                Table.times(samples / seconds, ours));
    }

    private static void upload(
            HttpConnection connection, List<String> tokens, List<List<byte[]>> bodies, int number, int host)
            throws IOException {
        connection.exchange(
                "POST /samples",
                "Authorization: Bearer " + tokens.get(host) + "\r\nContent-Type: application/json\r\n",
                bodies.get(host).get(number),
                202);
    }

    private static byte[] body(List<Sample> samples) {
        return samples.stream()
                .map(s -> s.error() != null
                        ? "{\"t\":" + s.t() + ",\"error\":\"" + s.error() + "\"}"
                        : "{\"t\":" + s.t() + ",\"download\":" + s.values().get(0) / 1e3 + ",\"upload\":"
                                + s.values().get(1) / 1e3 + ",\"ping\":"
                                + s.values().get(2) / 1e3
                                + ",\"server\":\"speed.example\",\"isp\":\"Example Net\"}")
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private void reads(Edition edition, int port) throws Exception {
        clock.set(clock.millis() + 1);
        edition.builder().build(Scope.ALL, BuildMode.ALL);
        edition.builder().build(Scope.host("host-0"), BuildMode.ALL);
        clock.set(clock.millis() + 60_000);
        double file = requests(port, FILE, 200);
        double latest = requests(port, LATEST, 200);
        double meta = requests(port, LATEST.replace("latest?", "latest/meta?"), 200);
        double fresh = requests(port, LATEST + "&fresh=true", 202);
        double again = requests(port, FILE, 200);
        double peer = (file + again) / 2;
        Table table = new Table("reads, gzip", "requests/s", "of the static file's");
        table.row("peer: static file, " + FILE, Table.number(peer, 0), "1.00x");
        table.row("/samples/latest, same content", Table.number(latest, 0), Table.times(latest, peer));
        table.row("/samples/latest/meta", Table.number(meta, 0), Table.times(meta, peer));
        table.row("/samples/latest, fresh=true, joined", Table.number(fresh, 0), Table.times(fresh, peer));
        table.print(out);
        out.println("  The static file was measured before and after the others: " + Table.number(file, 0) + " and "
                + Table.number(again, 0) + " requests/s.\n");
    }

    /** Requests a second, warm. */
    private static double requests(int port, String path, int status) throws Exception {
        Deed get =
                (connection, n) -> connection.exchange("GET " + path, "Accept-Encoding: gzip\r\n", new byte[0], status);
        for (int i = 0; i < WARM_UP; i++) {
            all(port, READS / 4, get);
        }
        return CONNECTIONS * READS / all(port, READS, get);
    }

    /** Has all connections do something so often, side by side, and answers with the seconds. */
    private static double all(int port, int times, Deed deed) throws Exception {
        List<HttpConnection> connections = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (int c = 0; c < CONNECTIONS; c++) {
                connections.add(new HttpConnection(port));
            }
            List<Future<?>> all = new ArrayList<>();
            long start = System.nanoTime();
            for (int c = 0; c < CONNECTIONS; c++) {
                int number = c;
                all.add(threads.submit(() -> {
                    for (int i = 0; i < times; i++) {
                        deed.on(connections.get(number), i * CONNECTIONS + number);
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
            return (System.nanoTime() - start) / 1e9;
        } finally {
            for (HttpConnection connection : connections) {
                connection.close();
            }
        }
    }

    /** Something done in an empty folder. */
    private interface Run {
        void in(Path folder) throws IOException, SQLException;
    }

    private double seconds(Run run) throws IOException, SQLException {
        try (Scratch scratch = Scratch.in(options.folder())) {
            long start = System.nanoTime();
            run.in(scratch.folder());
            return (System.nanoTime() - start) / 1e9;
        }
    }
}
