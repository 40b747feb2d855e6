package dev.stillframe.core.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumbersTest {
    private final JsonBytes out = new JsonBytes();

    private String text() {
        String text = new String(out.toBytes(), StandardCharsets.UTF_8);
        out.clear();
        return text;
    }

    @Test
    void rounding_is_half_away_from_zero_as_big_decimal_does_it() {
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            long numerator = random.nextLong() >> random.nextInt(63);
            long denominator = 1 + (random.nextLong() >>> (2 + random.nextInt(60)));
            check(numerator, Math.min(denominator, 4_000_000_000_000_000_000L));
            check(random.nextInt(2_001) - 1_000, 1 + random.nextInt(20));
        }
        for (long numerator : new long[] {Long.MAX_VALUE, -Long.MAX_VALUE, Long.MIN_VALUE, 0, 1, -1, 5, -5, 15, -15}) {
            for (long denominator : new long[] {1, 2, 3, 10, 100, 4_000_000_000_000_000_000L}) {
                check(numerator, denominator);
            }
        }
    }

    private static void check(long numerator, long denominator) {
        long expected = BigDecimal.valueOf(numerator)
                .divide(BigDecimal.valueOf(denominator), 0, RoundingMode.HALF_UP)
                .longValueExact();
        if (Rounding.divide(numerator, denominator) != expected) {
            throw new AssertionError(numerator + " / " + denominator + " is " + expected + " and not "
                    + Rounding.divide(numerator, denominator));
        }
    }

    @Test
    void decimals_are_written_as_big_decimal_writes_them_without_trailing_zeros() {
        Random random = new Random(2);
        for (int i = 0; i < 100_000; i++) {
            decimal(random.nextLong() >> random.nextInt(63), random.nextInt(10));
            decimal(random.nextInt(20_001) - 10_000, random.nextInt(5));
        }
        for (long value : new long[] {0, 1, -1, 10, -10, 100, 1_000_000, 123_000, -5, Long.MAX_VALUE}) {
            for (int decimals = 0; decimals < 10; decimals++) {
                decimal(value, decimals);
            }
        }
    }

    private void decimal(long value, int decimals) {
        out.decimal(value, decimals);
        BigDecimal expected = BigDecimal.valueOf(value, decimals);
        String plain =
                expected.signum() == 0 ? "0" : expected.stripTrailingZeros().toPlainString();
        String actual = text();
        if (!actual.equals(plain)) {
            throw new AssertionError(value + " with " + decimals + " decimals is " + plain + " and not " + actual);
        }
    }

    @Test
    void whole_numbers_have_no_point() {
        out.decimal(1200, 2)
                .comma()
                .decimal(1250, 2)
                .comma()
                .decimal(-1, 2)
                .comma()
                .decimal(0, 2);

        assertThat(text()).isEqualTo("12,12.5,-0.01,0");
    }

    @Test
    void whole_numbers_of_any_size_are_written() {
        for (long value : new long[] {0, 9, 10, -10, Long.MAX_VALUE, Long.MIN_VALUE, 1_766_996_127_345L}) {
            out.number(value);
            assertThat(text()).isEqualTo(Long.toString(value));
        }
    }

    @Test
    void strings_are_escaped() {
        out.string("a\"b\\c\n\t\u0000\u001f\u2028é✗\uD83D\uDE00/");

        assertThat(text()).isEqualTo("\"a\\\"b\\\\c\\u000a\\u0009\\u0000\\u001f\\u2028é✗\uD83D\uDE00/\"");
    }

    @Test
    void what_is_written_can_be_read_by_a_json_parser() {
        String hostile = "</script>\u0001\u2029\"\\\u007fä\r";
        out.raw("{\"x\":").string(hostile).raw(",\"y\":").bool(true).raw("}");
        Fields fields = Fields.parse(out.toBytes());

        assertThat(fields.text("x")).isEqualTo(hostile);
        assertThat(fields.bool("y")).isTrue();
    }

    @Test
    void the_buffer_grows() {
        String part = "x".repeat(777);
        for (int i = 0; i < 100; i++) {
            out.raw(part).string("é".repeat(333)).number(i);
        }

        assertThat(out.toBytes()).hasSize(100 * (777 + 668) + 190);
    }
}
