package dev.stillframe.aws.s3;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a stage has: a line for who made it, then a line for each payload, its key and its version id.
 *
 * @param owner a text that never repeats
 * @param versionIds by key
 */
record StageIndex(String owner, Map<String, String> versionIds) {
    byte[] bytes() {
        StringBuilder text = new StringBuilder(owner).append('\n');
        versionIds.forEach((key, id) -> text.append(key).append(' ').append(id).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Empty when the bytes are none. */
    static Optional<StageIndex> read(byte[] bytes) {
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
        Map<String, String> versionIds = new TreeMap<>();
        for (int i = 1; i < lines.length - 1; i++) {
            int space = lines[i].indexOf(' ');
            if (space < 0) {
                return Optional.empty();
            }
            versionIds.put(lines[i].substring(0, space), lines[i].substring(space + 1));
        }
        return lines.length < 2 ? Optional.empty() : Optional.of(new StageIndex(lines[0], versionIds));
    }
}
