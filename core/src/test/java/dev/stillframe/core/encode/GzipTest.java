package dev.stillframe.core.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class GzipTest {
    private static final byte[] TEXT = "{\"schema\":1}".repeat(50).getBytes(StandardCharsets.UTF_8);

    private static byte[] compress(byte[] bytes, long build) {
        try (Gzip gzip = new Gzip()) {
            return gzip.compress(bytes, build);
        }
    }

    @Test
    void what_was_compressed_comes_back_here_and_elsewhere() throws IOException {
        byte[] noise = new byte[200_000];
        new Random(1).nextBytes(noise);
        for (byte[] bytes : new byte[][] {TEXT, new byte[0], noise}) {
            byte[] member = compress(bytes, 4711);

            assertThat(Gzip.decompress(member, bytes.length)).isEqualTo(bytes);
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(member))) {
                assertThat(in.readAllBytes()).isEqualTo(bytes);
            }
        }
    }

    @Test
    void the_header_carries_the_build() {
        assertThat(Gzip.build(compress(TEXT, 0))).isZero();
        assertThat(Gzip.build(compress(TEXT, 4711))).isEqualTo(4711);
        assertThat(Gzip.build(compress(TEXT, 0xFFFF_FFFFL))).isEqualTo(0xFFFF_FFFFL);
        assertThat(Gzip.build(compress(TEXT, 0x1_0000_0005L))).isEqualTo(5);
        assertThat(Gzip.build(TEXT)).isEqualTo(-1);
        assertThat(Gzip.build(new byte[] {0x1f})).isEqualTo(-1);
    }

    @Test
    void the_header_says_nothing_else() {
        byte[] member = compress(TEXT, 0x01020304);

        assertThat(Arrays.copyOf(member, 10)).containsExactly(0x1f, 0x8b, 8, 0, 4, 3, 2, 1, 0, 255);
    }

    @Test
    void the_same_content_of_the_same_build_has_the_same_bytes_and_of_another_build_others() {
        try (Gzip gzip = new Gzip()) {
            byte[] first = gzip.compress(TEXT, 1);
            gzip.compress(new byte[100_000], 7);

            assertThat(gzip.compress(TEXT, 1)).isEqualTo(first);
            byte[] second = gzip.compress(TEXT, 2);
            assertThat(second).isNotEqualTo(first);
            assertThat(Arrays.copyOfRange(second, 10, second.length))
                    .isEqualTo(Arrays.copyOfRange(first, 10, first.length));
        }
    }

    @Test
    void more_than_the_limit_is_refused() {
        byte[] bomb = compress(new byte[10_000_000], 1);

        assertThatThrownBy(() -> Gzip.decompress(bomb, 9_999_999)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Gzip.decompress(bomb, 10_000_000)).hasSize(10_000_000);
    }

    @Test
    void torn_or_damaged_bytes_are_refused() {
        byte[] member = compress(TEXT, 4711);
        for (int length = 0; length < member.length; length++) {
            byte[] torn = Arrays.copyOf(member, length);
            assertThatThrownBy(() -> Gzip.decompress(torn, 1 << 20)).isInstanceOf(IllegalArgumentException.class);
        }
        for (int at = 10; at < member.length; at++) {
            byte[] damaged = member.clone();
            damaged[at] ^= 0x55;
            assertThatThrownBy(() -> Gzip.decompress(damaged, 1 << 20)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Gzip.decompress(TEXT, 1 << 20)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_checksum_is_sha_256_in_lower_case() {
        assertThat(Checksum.of("test".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
    }
}
