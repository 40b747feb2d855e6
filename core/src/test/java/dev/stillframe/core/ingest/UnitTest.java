package dev.stillframe.core.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitTest {
    private static final Metrics METRICS = Metrics.builtInAnd(List.of(
            new Metric("temperature", "°C", 2, 1, -10_000, 10_000, Metric.Better.NEITHER),
            new Metric("disk", "MB/s", 3, 2, 0, 1_000_000, Metric.Better.HIGHER)));

    @ParameterizedTest
    @CsvSource({
        "download, bit/s, 93100000, 93100",
        "download, kbit/s, 93100, 93100",
        "download, Mbit/s, 93.1, 93100",
        "download, Mbps, 93.1, 93100",
        "download, mbit/s, 93.1, 93100",
        "download, Gbit/s, 0.0931, 93100",
        "download, B/s, 11637500, 93100",
        "download, kB/s, 11637.5, 93100",
        "download, MB/s, 11.6375, 93100",
        "disk, Mbit/s, 8, 1000",
        "disk, bit/s, 1000, 0",
        "disk, kB/s, 1500, 1500",
        "ping, s, 0.0112, 11200",
        "ping, ms, 11.2, 11200",
        "ping, us, 11200, 11200",
        "ping, µs, 11200, 11200",
        "ping, ns, 11200499, 11200",
        "packet_loss, %, 0.5, 5000",
        "packet_loss, ratio, 0.005, 5000",
        "temperature, °C, -3.5, -350"
    })
    void turnsAUnitIntoTheSmallestUnitOfTheMetric(String metric, String unit, String given, long expected) {
        Factor factor = Unit.factor(METRICS.get(METRICS.indexOf(metric)), unit);
        byte[] text = given.getBytes(UTF_8);
        assertThat(Decimal.parse(text, 0, text.length, factor)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"download, mb/s", "download, ms", "ping, Mbit/s", "packet_loss, s", "temperature, K", "download, MBIT"})
    void refusesAUnitThatTheMetricCannotHave(String metric, String unit) {
        assertThatThrownBy(() -> Unit.factor(METRICS.get(METRICS.indexOf(metric)), unit))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(metric)
                .hasMessageContaining("'" + unit + "'");
    }

    @Test
    void saysWhichUnitsThereAre() {
        assertThatThrownBy(() -> Units.parse("download=furlong/s", METRICS))
                .hasMessageEndingWith("its units are: bit/s, kbit/s, Mbit/s, Gbit/s, B/s, kB/s, MB/s");
        assertThatThrownBy(() -> Units.parse("temperature=K", METRICS)).hasMessageEndingWith("its units are: °C");
        assertThatThrownBy(() -> Units.parse("speed=Mbit/s", METRICS))
                .hasMessageContaining("'speed' is no metric; the metrics are: download, upload, ping");
        assertThatThrownBy(() -> Units.parse("download", METRICS)).hasMessageContaining("not of the form key=value");
    }
}
