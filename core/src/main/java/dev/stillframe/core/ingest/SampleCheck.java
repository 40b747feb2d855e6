package dev.stillframe.core.ingest;

import dev.stillframe.core.ingest.Judgement.Omission;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.model.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules that every sample passes on its way in, wherever it comes from. For use by any number of threads. */
public final class SampleCheck {
    /** The first instant that a sample may have, in epoch milliseconds: 2000-01-01T00:00:00Z. */
    public static final long EARLIEST = 946_684_800_000L;

    /** How far ahead of the clock a sample may be, in milliseconds. */
    public static final long MAX_AHEAD = 120_000;

    /** The error text of a speed test that measured zero both ways. */
    public static final String ZERO_BOTH_WAYS = "zero in both directions";

    /** The error text of a sample of which no value is left, where it does not bring its own. */
    public static final String NO_VALUE = "no value";

    private static final Judgement NO_HOST = new Judgement.Refused("no host is named");
    private static final Judgement BAD_HOST = new Judgement.Refused("the host is not " + Scope.HOST_RULE);
    private static final Judgement TOO_OLD = new Judgement.Refused("the time is before 2000");
    private static final Judgement TOO_NEW =
            new Judgement.Refused("the time is more than 2 minutes ahead of the clock");

    private final Metrics metrics;
    private final int download;
    private final int upload;

    /** A check against a catalogue of metrics. */
    public SampleCheck(Metrics metrics) {
        this.metrics = metrics;
        download = metrics.indexOf("download");
        upload = metrics.indexOf("upload");
    }

    /**
     * Judges one raw sample.
     *
     * @param now the clock's time, epoch milliseconds
     */
    public Judgement check(RawSample raw, long now) {
        if (raw.host() == null) {
            return NO_HOST;
        }
        if (!Scope.isHost(raw.host())) {
            return BAD_HOST;
        }
        if (raw.t() < EARLIEST) {
            return TOO_OLD;
        }
        if (raw.t() > now + MAX_AHEAD) {
            return TOO_NEW;
        }
        String error = raw.error() == null ? "" : CleanText.of(raw.error(), Sample.MAX_TEXT);
        Map<String, String> labels = clean(raw.labels());
        if (isZero(raw, download) && isZero(raw, upload)) {
            return new Judgement.Accepted(
                    new Sample(raw.host(), raw.t(), Values.NONE, error.isEmpty() ? ZERO_BOTH_WAYS : error, labels),
                    List.of());
        }
        long[] values = raw.values().clone();
        List<Omission> leftOut = List.of();
        for (int i = 0; i < values.length; i++) {
            LeftOut.Reason reason = reasonAgainst(i, values[i]);
            if (reason != null) {
                values[i] = Values.ABSENT;
                leftOut = leftOut.isEmpty() ? new ArrayList<>(2) : leftOut;
                leftOut.add(new Omission(i, reason));
            }
        }
        Values kept = Values.of(values);
        String text = !error.isEmpty() ? error : kept.isEmpty() ? NO_VALUE : null;
        return new Judgement.Accepted(new Sample(raw.host(), raw.t(), kept, text, labels), leftOut);
    }

    private LeftOut.@Nullable Reason reasonAgainst(int metric, long value) {
        if (value == Values.ABSENT) {
            return null;
        }
        if (value == Decimal.NOT_A_NUMBER) {
            return LeftOut.Reason.NO_NUMBER;
        }
        if (!metrics.get(metric).allows(value)) {
            return LeftOut.Reason.OUT_OF_RANGE;
        }
        return value == 0 && (metric == download || metric == upload) ? LeftOut.Reason.ZERO_ONE_WAY : null;
    }

    private static boolean isZero(RawSample raw, int metric) {
        return metric >= 0 && metric < raw.values().length && raw.values()[metric] == 0;
    }

    private static Map<String, String> clean(Map<String, String> labels) {
        boolean clean = true;
        for (String text : labels.values()) {
            clean &= !text.isEmpty() && CleanText.of(text, Sample.MAX_TEXT).equals(text);
        }
        if (clean) {
            return labels;
        }
        Map<String, String> cleaned = new LinkedHashMap<>();
        labels.forEach((name, text) -> {
            String shown = CleanText.of(text, Sample.MAX_TEXT);
            if (!shown.isEmpty()) {
                cleaned.put(name, shown);
            }
        });
        return cleaned;
    }
}
