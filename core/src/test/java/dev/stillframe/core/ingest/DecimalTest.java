package dev.stillframe.core.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
    private static final BigInteger HUGE = BigInteger.valueOf(Decimal.HUGE);

    @ParameterizedTest
    @CsvSource({
        "81410538.03840323, 1, -3, 81411",
        "-3, 1, 0, -3",
        "+2, 1, 3, 2000",
        "1e3, 1, 0, 1000",
        "1.5E-05, 1, 6, 15",
        "0.5, 1, 0, 1",
        "-0.5, 1, 0, -1",
        "0.49999999999999999999999999999999999, 1, 0, 0",
        ".5, 1, 1, 5",
        "5., 1, 1, 50",
        "250338, 8, -3, 2003",
        "0.0, 8, 0, 0",
        "-0, 1, 0, 0",
        "00000000000000000000000000012.50, 1, 1, 125",
        "100.000000000000000000000000000000, 1, 0, 100"
    })
    void readsANumberInSmallestUnits(String text, int multiplier, int exponent, long expected) {
        assertThat(parse(text, new Factor(multiplier, exponent))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "NaN",
                "nan",
                "inf",
                "-Infinity",
                "0x10",
                "N/A",
                "-",
                "+",
                ".",
                "e5",
                "1e",
                "1e+",
                "1,5",
                "1 000",
                "1.2.3",
                "--1",
                "1f",
                "1d",
                "12ms",
                "١",
                "1e5.0",
                " 1"
            })
    void takesWhatIsNoDecimalNumberForNone(String text) {
        assertThat(parse(text, Factor.ONE)).isEqualTo(Decimal.NOT_A_NUMBER);
    }

    @Test
    void clampsWhatNoMetricAllows() {
        assertThat(parse("1e999999999999", Factor.ONE)).isEqualTo(Decimal.HUGE);
        assertThat(parse("-1e400", Factor.ONE)).isEqualTo(-Decimal.HUGE);
        assertThat(parse("9".repeat(60_000) + "e-59999", Factor.ONE)).isEqualTo(10);
        assertThat(parse("9".repeat(60_000), Factor.ONE)).isEqualTo(Decimal.HUGE);
        assertThat(parse("1e-999999999999", Factor.ONE)).isZero();
        assertThat(parse("0e999999999999", Factor.ONE)).isZero();
        assertThat(parse("0." + "0".repeat(60_000) + "5e60000", Factor.ONE)).isEqualTo(1);
    }

    @Test
    void agreesWithBigDecimalOnEveryShortNumberAndFactor() {
        List<Factor> factors = List.of(new Factor(1, 0), new Factor(8, -1), new Factor(125, -3), new Factor(1, 2));
        for (int mantissa = -1100; mantissa <= 1100; mantissa++) {
            for (int point = 0; point <= 4; point++) {
                for (Factor factor : factors) {
                    String text = BigDecimal.valueOf(mantissa, point).toPlainString();
                    assertThat(parse(text, factor)).as(text).isEqualTo(exact(text, factor));
                }
            }
        }
    }

    @Test
    void agreesWithBigDecimalOnRandomNumbersOfAnyLength() {
        Random random = new Random(7);
        int[] multipliers = {1, 8, 125};
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "-" : "");
            int digits = 1 + random.nextInt(random.nextInt(10) == 0 ? 90 : 22);
            int point = random.nextInt(digits + 1);
            boolean halves = random.nextInt(3) == 0;
            for (int d = 0; d < digits; d++) {
                text.append(d == point && d > 0 ? "." : "");
                text.append(
                        halves
                                ? (d == point ? '5' : random.nextInt(8) == 0 ? '1' : '0')
                                : (char) ('0' + random.nextInt(10)));
            }
            if (random.nextInt(4) == 0) {
                text.append('e').append(random.nextInt(60) - 30);
            }
            Factor factor = new Factor(multipliers[random.nextInt(3)], random.nextInt(13) - 6);
            assertThat(parse(text.toString(), factor))
                    .as("%s * %s", text, factor)
                    .isEqualTo(exact(text.toString(), factor));
        }
    }

    private static long parse(String text, Factor factor) {
        byte[] bytes = ("x" + text + "y").getBytes(UTF_8);
        return Decimal.parse(bytes, 1, bytes.length - 1, factor);
    }

    private static long exact(String text, Factor factor) {
        BigInteger whole = new BigDecimal(text)
                .multiply(BigDecimal.valueOf(factor.multiplier()))
                .scaleByPowerOfTen(factor.exponent())
                .setScale(0, RoundingMode.HALF_UP)
                .toBigInteger();
        return whole.min(HUGE).max(HUGE.negate()).longValueExact();
    }
}
