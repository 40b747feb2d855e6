package dev.stillframe.core.pack;

import dev.stillframe.core.model.Refresh.Status;
import dev.stillframe.core.model.Refresh.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps of a refresh as bytes. */
public final class RefreshCodec {
    private static final int VERSION = 1;
    private static final int MOST = 1_000_000;

    private RefreshCodec() {}

    /** Packs the steps. */
    public static byte[] write(List<Step> steps) {
        Packer out = new Packer().u8(VERSION).unsigned(steps.size());
        for (Step step : steps) {
            out.u8(number(step.status())).text(step.stage()).unsigned(step.percent());
            out.signed(step.at());
            optional(out, step.error());
            optional(out, step.manifest());
        }
        return out.toBytes();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException when the bytes make no sense
     */
    public static List<Step> read(byte[] bytes) {
        Unpacker in = new Unpacker(bytes);
        int version = in.u8();
        if (version != VERSION) {
            throw new IllegalArgumentException("steps of a refresh in format " + version);
        }
        int count = in.count(MOST);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Status status = status(in.u8());
            String stage = in.text();
            int percent = in.count(100);
            long at = in.signed();
            steps.add(new Step(status, stage, percent, at, optional(in), optional(in)));
        }
        return steps;
    }

    private static int number(Status status) {
        return switch (status) {
            case QUEUED -> 1;
            case RUNNING -> 2;
            case COMPLETE -> 3;
            case FAILED -> 4;
        };
    }

    private static Status status(int number) {
        for (Status status : Status.values()) {
            if (number(status) == number) {
                return status;
            }
        }
        throw new IllegalArgumentException("no status of a refresh has the number " + number);
    }

    private static void optional(Packer out, @Nullable String text) {
        out.u8(text == null ? 0 : 1);
        if (text != null) {
            out.text(text);
        }
    }

    private static @Nullable String optional(Unpacker in) {
        return in.u8() == 0 ? null : in.text();
    }
}
