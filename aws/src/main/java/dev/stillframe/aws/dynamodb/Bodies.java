package dev.stillframe.aws.dynamodb;

import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.pack.Packer;
import dev.stillframe.core.pack.SampleCodec;
import dev.stillframe.core.pack.Unpacker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Samples of one host as bytes that need no catalogue beside them: version, the names of the metrics that have values, then
 * for each sample its time and body.
 */
final class Bodies {
    private static final int VERSION = 1;
    private static final int MOST = 1 << 16;

    private final Metrics metrics;

    Bodies(Metrics metrics) {
        this.metrics = metrics;
    }

    byte[] write(List<Sample> samples) {
        TreeSet<Integer> used = new TreeSet<>();
        for (Sample sample : samples) {
            for (int i = 0; i < sample.values().length(); i++) {
                if (sample.values().has(i)) {
                    used.add(i);
                }
            }
        }
        int[] numbers = new int[metrics.size()];
        Packer out = new Packer().u8(VERSION).unsigned(used.size());
        int next = 0;
        for (int index : used) {
            numbers[index] = next++;
            out.text(metrics.get(index).name());
        }
        out.unsigned(samples.size());
        for (Sample sample : samples) {
            out.signed(sample.t());
            SampleCodec.write(out, sample, numbers);
        }
        return out.toBytes();
    }

    /** @throws IllegalArgumentException when the bytes make no sense */
    List<Sample> read(String host, byte[] bytes) {
        Unpacker in = new Unpacker(bytes);
        int version = in.u8();
        if (version != VERSION) {
            throw new IllegalArgumentException("samples in format " + version);
        }
        int[] indexes = new int[Math.max(in.count(MOST), 0)];
        Arrays.setAll(indexes, i -> metrics.indexOf(in.text()));
        // The codec makes room for as many values as there are numbers.
        int[] enough = Arrays.copyOf(indexes, Math.max(indexes.length, metrics.size()));
        Arrays.fill(enough, indexes.length, enough.length, -1);
        int count = in.count(MOST);
        List<Sample> samples = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            samples.add(SampleCodec.read(in, host, in.signed(), enough));
        }
        return samples;
    }

    /** About how many bytes a sample takes, rather more. */
    static int size(Sample sample) {
        String error = sample.error();
        int size = 64 + 12 * Metrics.MAX + (error == null ? 0 : 4 * error.length());
        for (var label : sample.labels().entrySet()) {
            size += 4 * (label.getKey().length() + label.getValue().length()) + 4;
        }
        return size;
    }
}
