package dev.stillframe.core.api;

import dev.stillframe.core.ingest.JsonSamples;
import dev.stillframe.core.ingest.JsonSamples.Item;
import dev.stillframe.core.ingest.RawSample;
import dev.stillframe.core.model.Metrics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of uploads: all of one, or nothing. For use by any number of threads. */
final class UploadReader {
    /** The most samples in one upload. */
    static final int MAX_SAMPLES = 1000;

    /** The most bytes of a body, as sent and once unpacked: 8 MiB. */
    static final int MAX_BYTES = Admission.UNPACKED;

    /** How the body of an upload is to be. */
    static final UploadBody BODY = new UploadBody(
            List.of("application/json", "application/x-ndjson", "application/ndjson", "application/jsonl"),
            MAX_BYTES,
            MAX_BYTES);

    private final JsonSamples samples;

    /** Reads under a catalogue of metrics. */
    UploadReader(Metrics metrics) {
        samples = new JsonSamples(metrics);
    }

    /** What came of a body. */
    sealed interface Result permits Read, Refused {}

    /**
     * A body that was read.
     *
     * @param items an item for each sample, in order; every raw sample has the host of the token
     */
    record Read(List<Item> items) implements Result {
        /** Copies the list. */
        Read {
            items = List.copyOf(items);
        }
    }

    /**
     * Reads a body.
     *
     * @param body as sent
     * @param contentType the field {@code Content-Type}
     * @param contentEncoding the field {@code Content-Encoding}
     * @param host the host that the sender may send samples of
     */
    Result read(byte[] body, @Nullable String contentType, @Nullable String contentEncoding, String host) {
        return switch (BODY.open(body, contentType, contentEncoding)) {
            case Refused refused -> refused;
            case UploadBody.Text text -> read(text.utf8(), host);
        };
    }

    private Result read(byte[] utf8, String host) {
        List<Item> read;
        try {
            read = samples.read(utf8, MAX_SAMPLES);
        } catch (IllegalArgumentException e) {
            return Refused.bad("The body is refused as a whole: " + e.getMessage() + ".");
        }
        List<Item> items = new ArrayList<>(read.size());
        for (int i = 0; i < read.size(); i++) {
            switch (read.get(i)) {
                case Item.Unfit unfit -> items.add(unfit);
                case Item.Found found -> {
                    RawSample raw = found.sample();
                    if (raw.host() != null && !raw.host().equals(host)) {
                        return new Refused(
                                403,
                                "The body is refused as a whole: samples[" + i
                                        + "] is of another host than the token's.",
                                List.of(host));
                    }
                    items.add(new Item.Found(
                            new RawSample(host, raw.t(), raw.values(), raw.error(), raw.labels()), found.printed()));
                }
            }
        }
        return new Read(items);
    }
}
