package dev.stillframe.core.publish;

import dev.stillframe.core.encode.Fields;
import dev.stillframe.core.model.Cadence;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.SnapshotId;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The stored form of a {@link Root}: JSON, so that a person can read it. Not public. */
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
            out.writeNumberProperty("watermark", root.watermark());
            out.writeNumberProperty("stage", root.stage());
            out.writeStringProperty("definition", root.definition());
            out.writeStringProperty("rings", root.rings());
            out.writeObjectPropertyStart("leaves");
            root.leaves().forEach(out::writeStringProperty);
            out.writeEndObject();
            out.writeArrayPropertyStart("snapshots");
            for (Root.Entry entry : root.snapshots()) {
                write(out, entry);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator out, Root.@Nullable Entry entry) {
        out.writeStartObject();
        if (entry != null) {
            out.writeNumberProperty("build", entry.build());
            out.writeNumberProperty("now", entry.now());
            out.writeNumberProperty("watermark", entry.watermark());
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
        List<Root.@Nullable Entry> entries = new ArrayList<>();
        for (Fields e : in.objects("snapshots")) {
            entries.add(e.names().isEmpty() ? null : entry(e));
        }
        if (entries.size() != SNAPSHOTS) {
            throw new IllegalArgumentException("has " + entries.size() + " snapshots, not " + SNAPSHOTS);
        }
        return new Root(
                in.number("build"),
                in.text("buildId"),
                in.number("now"),
                in.number("watermark"),
                in.number("stage"),
                in.text("definition"),
                in.text("rings"),
                leafIds,
                entries);
    }

    private static Root.Entry entry(Fields e) {
        return new Root.Entry(
                e.number("build"),
                e.number("now"),
                e.number("watermark"),
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
