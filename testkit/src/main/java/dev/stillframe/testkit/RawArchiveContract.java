package dev.stillframe.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stillframe.core.encode.ArchiveKeys;
import dev.stillframe.core.port.RawArchive;
import dev.stillframe.core.port.SideBySide;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** What every edition of {@link RawArchive} does. */
public abstract class RawArchiveContract {
    /** The zone of the archive: half an hour off. */
    protected static final ZoneId ZONE = ZoneId.of("Asia/Kolkata");

    private static final long T = Instant.parse("2025-12-31T18:44:10Z").toEpochMilli();
    private static final String KEY = "host=home/year=2026/month=202601/day=20260101/hour=2026010100/minute=00/"
            + "speed_data_ookla_00_1767206650.json";

    /** For editions. */
    protected RawArchiveContract() {}

    /** A new view of one archive, which is empty at the first call, in {@link #ZONE}. */
    protected abstract RawArchive archive();

    /** What the archive keeps, by key. */
    protected abstract SortedMap<String, byte[]> kept();

    @Test
    void a_result_is_kept_byte_for_byte_under_its_key() {
        byte[] result = {'{', '}', '\r', '\n', 0, (byte) 0xFF, (byte) 0xC3, '\n'};

        archive().put("home", T, result);

        assertThat(kept()).containsOnlyKeys(KEY).containsEntry(KEY, result);
    }

    @Test
    void the_bytes_are_those_of_the_time_of_the_call() {
        byte[] result = bytes("{\"type\":\"result\"}");
        archive().put("home", T, result);
        result[0] = 'x';

        assertThat(kept()).containsEntry(KEY, bytes("{\"type\":\"result\"}"));
    }

    @Test
    void the_first_one_under_a_key_stays() {
        archive().put("home", T, bytes("first"));
        archive().put("home", T, bytes("first"));
        archive().put("home", T, bytes("another"));
        archive().put("home", T + 999, bytes("of the same second"));

        assertThat(kept()).containsOnlyKeys(KEY).containsEntry(KEY, bytes("first"));
    }

    @Test
    void every_host_and_second_has_a_key_of_its_own() {
        RawArchive archive = archive();
        archive.put("home", T, bytes("1"));
        archive.put("home", T + 1_000, bytes("2"));
        archive.put("cabin-1", T, bytes("3"));

        ArchiveKeys keys = new ArchiveKeys(ZONE);
        assertThat(kept())
                .hasSize(3)
                .containsEntry(keys.key("home", T), bytes("1"))
                .containsEntry(keys.key("home", T + 1_000), bytes("2"))
                .containsEntry(keys.key("cabin-1", T), bytes("3"));
    }

    @Test
    void of_results_put_at_the_same_time_one_is_kept_whole() {
        RawArchive archive = archive();
        List<byte[]> results =
                List.of(bytes("a".repeat(100_000)), bytes("b".repeat(90_000)), bytes("c".repeat(80_000)));

        List<Boolean> put = SideBySide.each(results, result -> {
            archive.put("home", T, result);
            return true;
        });

        assertThat(put).hasSize(3);
        assertThat(kept()).containsOnlyKeys(KEY);
        assertThat(results).anyMatch(result -> Arrays.equals(result, kept().get(KEY)));
    }

    @Test
    void what_is_no_host_is_refused_and_nothing_is_kept() {
        for (String host : List.of("", "all", "..", "../../home", "Home", "home/x")) {
            assertThatIllegalArgumentException().isThrownBy(() -> archive().put(host, T, bytes("{}")));
        }

        assertThat(kept()).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
