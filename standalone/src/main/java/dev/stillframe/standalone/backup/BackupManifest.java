package dev.stillframe.standalone.backup;

import dev.stillframe.standalone.sqlite.DatabaseCopy;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a backup says of itself: {@code manifest.json}, its last entry.
 *
 * @param createdAt when it was begun, epoch milliseconds
 * @param source what it was made of, for people
 * @param contents what the database in it holds
 * @param entries what else is in the file
 */
public record BackupManifest(long createdAt, String source, DatabaseCopy.Contents contents, List<Entry> entries) {
    /** Its own name in the file. */
    public static final String NAME = "manifest.json";
    /** The database: samples, imports, tokens without their secrets, the audit log. */
    public static final String DATABASE = "stillframe.db";
    /** The settings file; missing where there was none. */
    public static final String SETTINGS = "stillframe.yaml";
    /** The only names there can be beside the manifest's. */
    static final Set<String> NAMES = Set.of(DATABASE, SETTINGS);

    private static final int FORMAT = 1;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * One file in the backup.
     *
     * @param name in the file
     * @param bytes unpacked
     * @param sha256 of it unpacked, 64 lower-case hex digits
     */
    public record Entry(String name, long bytes, String sha256) {}

    /** Copies. */
    public BackupManifest {
        entries = List.copyOf(entries);
    }

    /** The JSON text. */
    byte[] toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", FORMAT);
        json.put("createdAt", Instant.ofEpochMilli(createdAt).toString());
        json.put("source", source);
        json.put("schema", contents.schema());
        json.put("entries", contents.entries());
        json.put("samples", contents.samples());
        json.put("hosts", contents.hosts());
        json.put("imports", contents.imports());
        json.put("tokens", contents.tokens());
        json.put("audit", contents.audit());
        List<Map<String, Object>> files = new ArrayList<>();
        for (Entry entry : entries) {
            Map<String, Object> file = new LinkedHashMap<>();
            file.put("name", entry.name());
            file.put("bytes", entry.bytes());
            file.put("sha256", entry.sha256());
            files.add(file);
        }
        json.put("files", files);
        return MAPPER.writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static BackupManifest parse(byte[] json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            int format = (int) number(node, "format");
            if (format != FORMAT) {
                throw new IllegalArgumentException(
                        "it is of format " + format + ", and this version knows " + FORMAT + "; update Stillframe");
            }
            List<Entry> entries = new ArrayList<>();
            for (JsonNode file : node.path("files").values()) {
                Entry entry = new Entry(text(file, "name"), number(file, "bytes"), text(file, "sha256"));
                if (!NAMES.contains(entry.name())
                        || !SHA256.matcher(entry.sha256()).matches()
                        || entries.stream().anyMatch(e -> e.name().equals(entry.name()))) {
                    throw new IllegalArgumentException("its manifest names what no backup has");
                }
                entries.add(entry);
            }
            if (entries.stream().noneMatch(e -> e.name().equals(DATABASE))) {
                throw new IllegalArgumentException("its manifest names no " + DATABASE);
            }
            return new BackupManifest(
                    Instant.parse(text(node, "createdAt")).toEpochMilli(),
                    text(node, "source"),
                    contents(node),
                    entries);
        } catch (JacksonException | DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("its manifest cannot be read", e);
        }
    }

    private static DatabaseCopy.Contents contents(JsonNode node) {
        return new DatabaseCopy.Contents(
                (int) number(node, "schema"),
                number(node, "entries"),
                number(node, "samples"),
                number(node, "hosts"),
                number(node, "imports"),
                number(node, "tokens"),
                number(node, "audit"));
    }

    private static long number(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw new IllegalArgumentException("its manifest has no number '" + name + "'");
        }
        return value.longValue();
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isString()) {
            throw new IllegalArgumentException("its manifest has no text '" + name + "'");
        }
        return value.stringValue();
    }
}
