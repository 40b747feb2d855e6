package dev.stillframe.core.publish;

import dev.stillframe.core.encode.Fields;
import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import dev.stillframe.core.port.Position;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The stored form of a {@link Root}: JSON, so that a person can read it. Not public.
 *
 * <p>A watermark that is a number stands where it belongs. Any other is a text that can be as long as a deployment has hosts, and
 * the snapshots of a root share a few: each stands once, in {@code positions}, and {@code watermarkAt} is its index there.
 */
final class RootCodec {
    private static final int FORMAT = 1;
    private static final int SNAPSHOTS = SnapshotId.of(Scope.ALL).size();
    private static final JsonFactory JSON = new JsonFactory();

    private RootCodec() {}

    static byte[] write(Root root) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            out.writeStartObject();
            out.writeNumberProperty("format", FORMAT);
            out.writeNumberProperty("build", root.build());
            out.writeStringProperty("buildId", root.buildId());
            out.writeNumberProperty("now", root.now());
            List<Position> texts = texts(root);
            write(out, root.watermark(), texts);
            out.writeNumberProperty("stage", root.stage());
            out.writeStringProperty("definition", root.definition());
            out.writeStringProperty("rings", root.rings());
            out.writeObjectPropertyStart("leaves");
            root.leaves().forEach(out::writeStringProperty);
            out.writeEndObject();
            if (!texts.isEmpty()) {
                out.writeArrayPropertyStart("positions");
                texts.forEach(p -> out.writeString(p.text()));
                out.writeEndArray();
            }
            if (root.rollup() != null) {
                write(out, root.rollup(), texts);
            }
            out.writeArrayPropertyStart("snapshots");
            for (Root.Entry entry : root.snapshots()) {
                write(out, entry, texts);
            }
            out.writeEndArray();
            if (root.shown() != null) {
                out.writeName("shown");
                write(out, root.shown(), texts);
            }
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** The distinct positions of a root that are no numbers. */
    private static List<Position> texts(Root root) {
        Set<Position> texts = new LinkedHashSet<>();
        texts.add(root.watermark());
        if (root.rollup() != null) {
            texts.add(root.rollup().watermark());
        }
        for (Root.Entry entry : root.snapshots()) {
            if (entry != null) {
                texts.add(entry.watermark());
            }
        }
        if (root.shown() != null) {
            texts.add(root.shown().watermark());
        }
        texts.removeIf(Position::isNumber);
        return List.copyOf(texts);
    }

    private static void write(JsonGenerator out, Position watermark, List<Position> texts) {
        if (watermark.isNumber()) {
            out.writeNumberProperty("watermark", watermark.number());
        } else {
            out.writeNumberProperty("watermarkAt", texts.indexOf(watermark));
        }
    }

    private static void write(JsonGenerator out, Root.Rollup rollup, List<Position> texts) {
        out.writeObjectPropertyStart("rollup");
        out.writeStringProperty("rows", rollup.rows());
        out.writeStringProperty("files", rollup.files());
        out.writeStringProperty("days", rollup.days());
        out.writeNumberProperty("now", rollup.now());
        write(out, rollup.watermark(), texts);
        out.writeBooleanProperty("pending", rollup.pending());
        out.writeNumberProperty("nextClosing", rollup.nextClosing());
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, Root.@Nullable Entry entry, List<Position> texts) {
        out.writeStartObject();
        if (entry != null) {
            out.writeNumberProperty("build", entry.build());
            out.writeNumberProperty("now", entry.now());
            write(out, entry.watermark(), texts);
            out.writeStringProperty("checksum", entry.checksum());
            out.writeNumberProperty("bytes", entry.bytes());
            out.writeNumberProperty("points", entry.points());
            out.writeNumberProperty("samples", entry.samples());
            out.writeNumberProperty("lastSampleAt", entry.lastSampleAt());
            out.writeArrayPropertyStart("stages");
            entry.stages().forEach(out::writeNumber);
            out.writeEndArray();
            if (entry.cadence().isRest()) {
                out.writeNumberProperty("rest", entry.cadence().restMillis());
            }
            out.writeStringProperty("versionId", entry.versionId());
        }
        out.writeEndObject();
    }

    /**
     * Reads a root record.
     *
     * @throws IllegalArgumentException when the bytes are none of this format
     */
    static Root read(byte[] bytes) {
        Fields in = Fields.parse(bytes);
        if (in.number("format") != FORMAT) {
            throw new IllegalArgumentException("is of format " + in.number("format") + ", not " + FORMAT);
        }
        Fields leaves = in.object("leaves");
        TreeMap<String, String> leafIds = new TreeMap<>();
        for (String month : leaves.names()) {
            leafIds.put(month, leaves.text(month));
        }
        List<Position> texts = in.names().contains("positions")
                ? in.texts("positions").stream().map(Position::new).toList()
                : List.of();
        List<Root.@Nullable Entry> entries = new ArrayList<>();
        for (Fields e : in.objects("snapshots")) {
            entries.add(e.names().isEmpty() ? null : entry(e, texts));
        }
        if (entries.size() != SNAPSHOTS) {
            throw new IllegalArgumentException("has " + entries.size() + " snapshots, not " + SNAPSHOTS);
        }
        return new Root(
                in.number("build"),
                in.text("buildId"),
                in.number("now"),
                watermark(in, texts),
                in.number("stage"),
                in.text("definition"),
                in.text("rings"),
                leafIds,
                in.names().contains("rollup") ? rollup(in.object("rollup"), texts) : null,
                entries,
                in.names().contains("shown") ? entry(in.object("shown"), texts) : null);
    }

    private static Position watermark(Fields in, List<Position> texts) {
        if (in.names().contains("watermark")) {
            return Position.after(in.number("watermark"));
        }
        long at = in.number("watermarkAt");
        if (at < 0 || at >= texts.size()) {
            throw new IllegalArgumentException("has no position " + at);
        }
        return texts.get((int) at);
    }

    private static Root.Rollup rollup(Fields r, List<Position> texts) {
        return new Root.Rollup(
                r.text("rows"),
                r.text("files"),
                r.text("days"),
                r.number("now"),
                watermark(r, texts),
                r.bool("pending"),
                r.number("nextClosing"));
    }

    private static Root.Entry entry(Fields e, List<Position> texts) {
        return new Root.Entry(
                e.number("build"),
                e.number("now"),
                watermark(e, texts),
                e.text("checksum"),
                e.number("bytes"),
                Math.toIntExact(e.number("points")),
                e.number("samples"),
                e.number("lastSampleAt"),
                e.numbers("stages"),
                e.names().contains("rest") ? new Cadence(e.number("rest")) : Cadence.NONE,
                e.textOrNull("versionId"));
    }
}
