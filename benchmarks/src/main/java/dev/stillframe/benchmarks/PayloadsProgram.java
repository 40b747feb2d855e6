package dev.stillframe.benchmarks;

import dev.stillframe.core.model.Granularity;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.model.Window;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One new sample of one host to 24 compressed payloads, in memory and on one core; beside it, other ways to the same bytes. */
final class PayloadsProgram {
    private static final double AIM_MILLIS = 6;
    private static final int FOLDS = 2_000;

    private final PrintStream out;

    PayloadsProgram(PrintStream out) {
        this.out = out;
    }

    void run() {
        out.println("PAYLOADS  one host, twelve months, a sample each 5 minutes; 24 files; one core, warm, medians\n");
        try (PayloadWork work = new PayloadWork(5)) {
            Timing.of(work::all); // What all measurements share is compiled with both kinds of samples in mind.
        }
        for (int metrics : List.of(3, 5)) {
            try (PayloadWork work = new PayloadWork(metrics)) {
                time(work, metrics);
                if (metrics == 3) {
                    levels(work);
                }
                sizes(work, metrics);
            }
        }
    }

    private void time(PayloadWork work, int metrics) {
        Timing fold = work.foldOne(FOLDS);
        Timing points = Timing.of(work::points);
        Timing encode = Timing.of(work::encode);
        Timing sums = Timing.of(work::checksums);
        Timing compress = Timing.of(work::compress);
        Timing all = Timing.of(work::all);
        byte[] stored = work.store();
        Timing store = Timing.of(() -> work.store().length);
        Timing load = Timing.of(() -> work.load(stored));

        Table table = new Table(metrics + " metrics", "ms of processor", "ms by the clock", "1/10 to 9/10");
        table.row("fold one sample into six rings", Table.number(fold.median() / 1e6, 5));
        row(table, "encode 24, with checksums", encode);
        row(table, "  of it: points from the rings", points);
        row(table, "  of it: SHA-256", sums);
        row(table, "gzip 24, level 4", compress);
        row(table, "folded, encoded and compressed", all);
        table.row("  aim", Table.number(AIM_MILLIS, 2), Table.times(all.processor() / 1e6, AIM_MILLIS) + " of it");
        row(table, "state to bytes (" + Table.number(stored.length) + " bytes)", store);
        row(table, "state from bytes", load);
        table.print(out);
        peers(work, encode, compress, all);
    }

    private static void row(Table table, String name, Timing timing) {
        table.row(name, timing.processorShown(), timing.shown(), timing.spread());
    }

    private static void peer(Table table, String name, double peer, double ours) {
        table.row(name, Table.number(peer / 1e6, 2), Table.number(ours / 1e6, 2), Table.times(peer, ours));
    }

    private void peers(PayloadWork work, Timing encode, Timing compress, Timing all) {
        JacksonPayload jackson = new JacksonPayload(Metrics.BUILT_IN);
        Timing text = Timing.of(() -> {
            long sum = 0;
            for (SnapshotId id : work.ids()) {
                sum += jackson.encode(id, work.state()).length;
            }
            return sum;
        });
        Timing stream = Timing.of(() -> GzipPeers.stream(work.texts()));
        Table table = new Table("peer, same run", "ms of processor", "ours", "peer / ours");
        peer(table, "Jackson's generator, doubles, no checksums", text.processor(), encode.processor());
        peer(table, "GZIPOutputStream, level 6", stream.processor(), compress.processor());
        peer(table, "both together", text.processor() + stream.processor(), all.processor());
        table.print(out);
        out.println("  " + same(jackson)
                + " of Jackson's 24 texts have our numbers; in the others a double rounds a half down.\n");
    }

    private static int same(JacksonPayload jackson) {
        int same = 0;
        try (PayloadWork fresh = new PayloadWork(1)) {
            for (int i = 0; i < fresh.ids().size(); i++) {
                String peer = new String(jackson.encode(fresh.ids().get(i), fresh.state()), StandardCharsets.UTF_8);
                String ours = new String(fresh.texts().get(i), StandardCharsets.UTF_8);
                same += peer.replaceAll("\\.0(?=[,\\]])", "").equals(ours) ? 1 : 0;
            }
        }
        return same;
    }

    private void levels(PayloadWork work) {
        Table table = new Table("gzip level", "ms of processor", "bytes of 24", "time", "bytes");
        double base = 0;
        long size = 0;
        for (int level : List.of(4, 1, 6, 9)) {
            long bytes = GzipPeers.level(work.texts(), level);
            Timing timing = Timing.of(() -> GzipPeers.level(work.texts(), level));
            if (base == 0) {
                base = timing.processor();
                size = bytes;
            }
            table.row(
                    level + (level == 4 ? " (ours)" : ""),
                    timing.processorShown(),
                    Table.number(bytes),
                    Table.times(timing.processor(), base),
                    Table.times((double) bytes, (double) size));
        }
        table.print(out);
    }

    private void sizes(PayloadWork work, int metrics) {
        Table table = new Table("bytes stored, " + metrics + " metrics", "20", "100", "250", "500", "JSON of the four");
        long all = 0;
        long plain = 0;
        for (Window window : Window.ALL) {
            String[] cells = new String[6];
            cells[0] = window.label();
            long json = 0;
            for (Granularity granularity : Granularity.ALL) {
                int index = window.ordinal() * Granularity.ALL.size() + granularity.ordinal();
                byte[] text = work.texts().get(index);
                int bytes = work.compressed(text);
                cells[1 + granularity.ordinal()] = Table.number(bytes);
                json += text.length;
                all += bytes;
            }
            cells[5] = Table.number(json);
            plain += json;
            table.row(cells);
        }
        table.print(out);
        out.println(
                "  The 24 files: " + Table.number(all) + " bytes stored, " + Table.number(plain) + " bytes of JSON.\n");
    }
}
