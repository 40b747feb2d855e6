package dev.stillframe.core.api;

import static dev.stillframe.core.api.ApiWorld.answer;
import static dev.stillframe.core.api.ApiWorld.json;
import static dev.stillframe.core.api.ApiWorld.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.model.Role;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.read.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class RawCopiesTest {
    private final ApiWorld world = new ApiWorld();
    private final String token = world.token(Role.COLLECTOR, "home");

    @Test
    void a_result_is_archived_as_it_came_with_its_spaces_and_the_end_of_its_line() {
        String printed = """
                { "type":"result", "timestamp":"2025-12-29T08:00:01Z",\r
                 "isp":"Café Net", "download":{"bandwidth":12500000 } }
                """;

        assertThat(status(upload(printed))).isEqualTo(202);

        assertThat(kept()).containsExactly(printed);
        assertThat(world.archive.kept())
                .containsOnlyKeys("host=home/year=2025/month=202512/day=20251229/hour=2025122908/minute=00/"
                        + "speed_data_ookla_00_1766995201.json");
    }

    @Test
    void of_several_results_each_is_archived_alone() {
        String first = result("08:00:01", "Zürich");
        String second = result("08:05:01", "東京 😀");
        String log = "{\"type\":\"log\",\"timestamp\":\"2025-12-29T08:10:01Z\",\"level\":\"error\",\"message\":\"No\"}";

        assertThat(status(upload(first + "\n" + second + "\n" + log + "\n"))).isEqualTo(202);
        assertThat(kept()).containsExactly(first, second, log);

        String third = result("08:11:01", "A");
        String fourth = result("08:12:01", "B");
        assertThat(status(upload("[ " + third + " ,\n" + fourth + "]"))).isEqualTo(202);
        assertThat(kept()).containsExactly(first, second, log, third, fourth);
    }

    @Test
    void a_result_that_was_sent_packed_is_archived_unpacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(result("08:00:01", "Zürich").getBytes(StandardCharsets.UTF_8));
        }

        Reply reply = world.send(
                "POST",
                "/samples",
                packed.toByteArray(),
                "Authorization",
                "Bearer " + token,
                "Content-Type",
                "application/json",
                "Content-Encoding",
                "gzip");

        assertThat(status(reply)).isEqualTo(202);
        assertThat(kept()).containsExactly(result("08:00:01", "Zürich"));
    }

    @Test
    void what_is_no_result_of_a_prober_or_was_not_stored_is_not_archived() {
        String first = result("08:00:01", "A");
        String early = "{\"type\":\"result\",\"timestamp\":\"1999-12-29T08:00:01Z\"}";
        String warning =
                "{\"type\":\"log\",\"timestamp\":\"2025-12-29T08:10:01Z\",\"level\":\"warning\",\"message\":\"Slow\"}";
        String own = "{\"t\":1766995500000,\"download\":93.1}";
        upload(own + first + early + warning);
        String again = result("08:00:01", "Another");

        Reply reply = upload(again);

        assertThat(json(reply).path("duplicates").asInt()).isEqualTo(1);
        assertThat(kept()).containsExactly(first);
        assertThat(world.problems).isEmpty();
    }

    @Test
    void an_archive_that_fails_is_told_and_changes_neither_the_answer_nor_the_samples() {
        world.archiving.set((host, t, result) -> {
            if (t % 60_000 == 1_000) {
                throw new StoreException("the archive is full");
            }
            world.archive.put(host, t, result);
        });

        Answer answer = answer(upload(result("08:00:01", "A") + result("08:00:02", "B") + result("08:01:01", "C")));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"accepted\":3,\"duplicates\":0,\"rejected\":[]}");
        assertThat(world.problems)
                .containsExactly("2 of 3 results of host home could not be archived; their samples are stored:"
                        + " the archive is full");
        assertThat(kept()).containsExactly(result("08:00:02", "B"));
        assertThat(json(upload(result("08:00:01", "A"))).path("duplicates").asInt())
                .isEqualTo(1);
    }

    private List<String> kept() {
        return world.archive.kept().values().stream()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .toList();
    }

    private Reply upload(String body) {
        return world.post("/samples", body, "Authorization", "Bearer " + token, "Content-Type", "application/x-ndjson");
    }

    private static String result(String time, String isp) {
        return "{\"type\":\"result\",\"timestamp\":\"2025-12-29T" + time + "Z\",\"isp\":\"" + isp
                + "\",\"download\":{\"bandwidth\":12500000}}";
    }
}
