package dev.stillframe.core.api;

import dev.stillframe.core.ingest.JsonSamples.Item;
import dev.stillframe.core.ingest.JsonSamples.Printed;
import dev.stillframe.core.ingest.Judgement;
import dev.stillframe.core.ingest.SampleCheck;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.port.ClosedOriginException;
import dev.stillframe.core.port.SampleStore;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.port.Verdict;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What became of every sample of an upload. Each is stored, a duplicate or rejected.
 *
 * @param stored the samples that were stored, in order
 * @param duplicates how many were there already
 * @param rejected the samples that were not taken, by their index
 * @param leftOut values that are not in their samples, which are stored or duplicates without them
 * @param results of the samples that were stored, those that a prober printed
 */
record UploadVerdicts(
        List<Sample> stored, int duplicates, List<Rejected> rejected, List<Omitted> leftOut, List<Result> results) {
    private static final JsonFactory JSON = new JsonFactory();

    /** Copies the lists. */
    UploadVerdicts {
        stored = List.copyOf(stored);
        rejected = List.copyOf(rejected);
        leftOut = List.copyOf(leftOut);
        results = List.copyOf(results);
    }

    /** A sample that was not taken; the index counts from 0. */
    record Rejected(int index, String reason) {}

    /** A value that was left out of its sample. */
    record Omitted(int index, String metric, String reason) {}

    /** What a prober printed, with the time of the sample that was made of it in epoch milliseconds. */
    record Result(long t, Printed printed) {}

    /**
     * Judges and stores the samples of an upload, in one step.
     *
     * @param origin where they come from, as {@link SampleStore#append} takes it
     * @param now the clock's time, epoch milliseconds
     * @throws ClosedOriginException when the origin is in quarantine; nothing is stored
     * @throws StoreException when the store fails; all of them are stored then, or none, and the same can be sent again
     */
    static UploadVerdicts of(
            List<Item> items, Metrics metrics, SampleCheck check, SampleStore store, String origin, long now) {
        List<Sample> fit = new ArrayList<>(items.size());
        List<@Nullable Printed> printed = new ArrayList<>(items.size());
        List<Rejected> rejected = new ArrayList<>();
        List<Omitted> leftOut = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            switch (items.get(i)) {
                case Item.Unfit unfit -> rejected.add(new Rejected(i, unfit.reason()));
                case Item.Found found -> {
                    switch (check.check(found.sample(), now)) {
                        case Judgement.Refused refused ->
                            rejected.add(new Rejected(
                                    i, refused.reason() + hint(found.sample().t())));
                        case Judgement.Accepted accepted -> {
                            fit.add(accepted.sample());
                            printed.add(found.printed());
                            for (Judgement.Omission omission : accepted.leftOut()) {
                                leftOut.add(new Omitted(
                                        i,
                                        metrics.get(omission.metric()).name(),
                                        omission.reason().text()));
                            }
                        }
                    }
                }
            }
        }
        List<Verdict> verdicts = fit.isEmpty() ? List.of() : store.append(fit, origin);
        List<Sample> stored = new ArrayList<>(fit.size());
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < verdicts.size(); i++) {
            if (verdicts.get(i) == Verdict.STORED) {
                stored.add(fit.get(i));
                Printed result = printed.get(i);
                if (result != null) {
                    results.add(new Result(fit.get(i).t(), result));
                }
            }
        }
        return new UploadVerdicts(stored, fit.size() - stored.size(), rejected, leftOut, results);
    }

    private static String hint(long t) {
        boolean isSeconds = t >= SampleCheck.EARLIEST / 1_000 && t < 100 * SampleCheck.EARLIEST / 1_000;
        return isSeconds ? "; it looks like seconds, and 't' is in milliseconds" : "";
    }

    /**
     * The answer to the upload. What is empty, of values left out and of a build, is not in it.
     *
     * @param refresh JSON text that says where the build it started can be followed; null where it started none
     */
    byte[] toJson(@Nullable String refresh) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeNumberProperty("accepted", stored.size());
            json.writeNumberProperty("duplicates", duplicates);
            json.writeArrayPropertyStart("rejected");
            for (Rejected r : rejected) {
                json.writeStartObject();
                json.writeNumberProperty("index", r.index());
                json.writeStringProperty("reason", r.reason());
                json.writeEndObject();
            }
            json.writeEndArray();
            if (!leftOut.isEmpty()) {
                json.writeArrayPropertyStart("leftOut");
                for (Omitted o : leftOut) {
                    json.writeStartObject();
                    json.writeNumberProperty("index", o.index());
                    json.writeStringProperty("metric", o.metric());
                    json.writeStringProperty("reason", o.reason());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            if (refresh != null) {
                json.writeName("refresh");
                json.writeRawValue(refresh);
            }
            json.writeEndObject();
        }
        return out.toByteArray();
    }
}
