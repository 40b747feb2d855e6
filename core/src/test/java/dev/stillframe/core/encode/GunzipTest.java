package dev.stillframe.core.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GunzipTest {
    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.write(part);
        }
        return out.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void unpacks(byte[] packed, byte[] expected) {
        assertThat(Gunzip.unpack(packed, 100_000))
                .isInstanceOfSatisfying(
                        Gunzip.Result.Whole.class,
                        whole -> assertThat(whole.bytes()).isEqualTo(expected));
    }

    private static void broken(byte[] packed) {
        assertThat(Gunzip.unpack(packed, 100_000)).isInstanceOf(Gunzip.Result.Broken.class);
    }

    @Test
    void whatWasPackedComesOut() throws IOException {
        Random random = new Random(3);
        for (int length : new int[] {0, 1, 100, 5_000, 99_999, 100_000}) {
            byte[] noise = new byte[length];
            random.nextBytes(noise);
            unpacks(gzip(noise), noise);
            unpacks(gzip(new byte[length]), new byte[length]);
        }
    }

    @Test
    void membersOneAfterAnotherAreOneText() throws IOException {
        unpacks(join(gzip(utf8("ab")), gzip(utf8("")), gzip(utf8("cd"))), utf8("abcd"));
    }

    @Test
    void aHeaderWithAllItsPartsIsUnderstood() throws IOException {
        byte[] plain = gzip(utf8("text"));
        byte[] header = Arrays.copyOf(plain, 10);
        header[3] = 2 | 4 | 8 | 16;
        byte[] parts = join(header, new byte[] {2, 0, 7, 7}, utf8("name\0"), utf8("comment\0"));
        CRC32 crc = new CRC32();
        crc.update(parts);
        byte[] check = {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};
        byte[] data = Arrays.copyOfRange(plain, 10, plain.length);

        unpacks(join(parts, check, data), utf8("text"));
        broken(join(parts, new byte[] {(byte) ~check[0], check[1]}, data));
        for (int length = 0; length < parts.length + 2; length++) {
            broken(Arrays.copyOf(join(parts, check), length));
        }
    }

    @Test
    void whatFollowsTheEndIsNotPassedOver() throws IOException {
        byte[] good = gzip(utf8("text"));
        broken(join(good, utf8("x")));
        broken(join(good, new byte[30]));
        broken(join(good, Arrays.copyOf(good, 15)));
    }

    @Test
    void whatIsTornOrChangedIsBrokenOrTheSame() throws IOException {
        byte[] good = gzip(utf8("some text, some text, and more"));
        for (int length = 0; length < good.length; length++) {
            broken(Arrays.copyOf(good, length));
        }
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] changed = good.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            if (Gunzip.unpack(changed, 100_000) instanceof Gunzip.Result.Whole(byte[] bytes)) {
                assertThat(bytes).isEqualTo(utf8("some text, some text, and more"));
            }
        }
    }

    @Test
    void moreThanTheLimitIsNotUnpacked() throws IOException {
        byte[] packed = gzip(new byte[100_001]);
        assertThat(Gunzip.unpack(packed, 100_000)).isInstanceOf(Gunzip.Result.TooLong.class);
        byte[] half = gzip(new byte[50_001]);
        assertThat(Gunzip.unpack(join(half, half), 100_000)).isInstanceOf(Gunzip.Result.TooLong.class);
        assertThat(Gunzip.unpack(gzip(new byte[1]), 0)).isInstanceOf(Gunzip.Result.TooLong.class);
    }

    @Test
    void aBombOfAGigabyteCostsNoMemory() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 1024; i++) {
                gzip.write(zeros);
            }
        }
        byte[] bomb = out.toByteArray();
        assertThat(bomb.length).isLessThan(2 << 20);
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        assertThat(Gunzip.unpack(bomb, 8 << 20)).isInstanceOf(Gunzip.Result.TooLong.class);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(32L << 20);
    }
}
