package dev.stillframe.core.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.ingest.JsonSamples.Item;
import dev.stillframe.core.ingest.RawSample;
import dev.stillframe.core.model.Metrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Uploads as tests write them. */
final class Uploads {
    static final UploadReader READER = new UploadReader(Metrics.BUILT_IN);

    private Uploads() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static UploadReader.Result read(byte[] body) {
        return READER.read(body, "application/json", null, "home");
    }

    static UploadReader.Result read(String body) {
        return read(utf8(body));
    }

    static List<Item> items(String body) {
        UploadReader.Result result = read(body);
        assertThat(result).as(body).isInstanceOf(UploadReader.Read.class);
        return ((UploadReader.Read) result).items();
    }

    static RawSample sample(String body) {
        assertThat(items(body)).hasSize(1);
        return ((Item.Found) items(body).getFirst()).sample();
    }

    static Refused refused(UploadReader.Result result) {
        assertThat(result).isInstanceOf(Refused.class);
        return (Refused) result;
    }

    static String bad(String body) {
        Refused refused = refused(read(body));
        assertThat(refused.status()).as(refused.detail()).isEqualTo(400);
        assertThat(refused.detail()).doesNotContain("Exception", "jackson", "Source", "StreamRead");
        return refused.detail();
    }
}
