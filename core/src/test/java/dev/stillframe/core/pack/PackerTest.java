package dev.stillframe.core.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Values;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackerTest {
    private static final int[] SAME = {0, 1, 2, 3, 4};

    @Test
    void any_number_comes_back() {
        Packer out = new Packer();
        long[] numbers = new long[400];
        Random random = new Random(7);
        for (int i = 0; i < numbers.length; i++) {
            // Every count of bits, and the edges of each.
            numbers[i] = i < 192 ? (1L << (i / 3)) + i % 3 - 1 : random.nextLong() >> random.nextInt(64);
            out.signed(numbers[i]);
        }
        out.signed(Long.MIN_VALUE)
                .signed(Long.MAX_VALUE)
                .unsigned(Long.MAX_VALUE)
                .unsigned(0)
                .u8(255);
        Unpacker in = new Unpacker(out.toBytes());

        for (long number : numbers) {
            assertThat(in.signed()).isEqualTo(number);
        }
        assertThat(in.signed()).isEqualTo(Long.MIN_VALUE);
        assertThat(in.signed()).isEqualTo(Long.MAX_VALUE);
        assertThat(in.unsigned()).isEqualTo(Long.MAX_VALUE);
        assertThat(in.unsigned()).isZero();
        assertThat(in.u8()).isEqualTo(255);
        assertThat(in.atEnd()).isTrue();
    }

    @Test
    void small_numbers_are_short() {
        assertThat(new Packer().unsigned(127).toBytes()).hasSize(1);
        assertThat(new Packer().unsigned(128).toBytes()).hasSize(2);
        assertThat(new Packer().signed(-64).signed(63).toBytes()).hasSize(2);
        assertThat(new Packer().unsigned(Long.MAX_VALUE).toBytes()).hasSize(9);
    }

    @Test
    void texts_come_back() {
        Packer out = new Packer().text("").text("Zürich ✗").text("x".repeat(5_000));
        Unpacker in = new Unpacker(out.toBytes());

        assertThat(in.text()).isEmpty();
        assertThat(in.text()).isEqualTo("Zürich ✗");
        assertThat(in.text()).hasSize(5_000);
    }

    @Test
    void clearing_forgets_what_was_written() {
        Packer out = new Packer().text("before");
        out.clear();

        assertThat(out.unsigned(5).toBytes()).containsExactly(5);
    }

    @Test
    void bytes_that_end_early_are_refused() {
        byte[] whole = new Packer().text("hello").signed(-1_000_000).toBytes();
        for (int length = 0; length < whole.length; length++) {
            Unpacker in = new Unpacker(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> {
                        in.text();
                        in.signed();
                    })
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_number_without_end_and_a_count_too_high_are_refused() {
        byte[] endless = new byte[20];
        Arrays.fill(endless, (byte) 0xFF);

        assertThatThrownBy(() -> new Unpacker(endless).unsigned()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Unpacker(new Packer().unsigned(11).toBytes()).count(10))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Unpacker(new Packer().unsigned(-1).toBytes()).count(10))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new Unpacker(new Packer().unsigned(10).toBytes()).count(10)).isEqualTo(10);
    }

    @Test
    void samples_come_back() {
        Sample full = new Sample("home", 5, Values.of(1, -2, 3, 0, 5), null, Map.of("isp", "B", "server", "A"));
        Sample partial = new Sample("home", 6, Values.of(Values.ABSENT, 7), "half", Map.of("isp", "B"));
        for (Sample sample : new Sample[] {full, partial, Sample.failed("home", 7, "✗"), Sample.of("home", 8)}) {
            Packer out = new Packer();
            SampleCodec.write(out, sample, SAME);
            Unpacker in = new Unpacker(out.toBytes());

            assertThat(SampleCodec.read(in, "home", sample.t(), SAME)).isEqualTo(sample);
            assertThat(in.atEnd()).isTrue();
        }
    }

    @Test
    void equal_samples_have_equal_bytes_whatever_the_order_of_their_labels() {
        Map<String, String> one = new java.util.LinkedHashMap<>();
        Map<String, String> two = new java.util.LinkedHashMap<>();
        for (int i = 0; i < 9; i++) {
            one.put("label" + i, "x");
            two.put("label" + (8 - i), "x");
        }
        Packer first = new Packer();
        SampleCodec.write(first, new Sample("home", 1, Values.NONE, null, one), SAME);
        Packer second = new Packer();
        SampleCodec.write(second, new Sample("home", 1, Values.NONE, null, two), SAME);

        assertThat(first.toBytes()).isEqualTo(second.toBytes());
    }

    @Test
    void values_of_metrics_that_are_not_declared_any_more_are_left_out() {
        Packer out = new Packer();
        SampleCodec.write(out, Sample.of("home", 1, 10, 20, 30), new int[] {4, 7, 9});
        int[] indexes = {-1, -1, -1, -1, 1, -1, -1, 0};

        Sample read = SampleCodec.read(new Unpacker(out.toBytes()), "home", 1, indexes);
        assertThat(read.values()).isEqualTo(Values.of(20, 10));
    }
}
