package dev.stillframe.core.ingest;

import static dev.stillframe.core.ingest.Imports.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillframe.core.model.Metric;
import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Values;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedCsvTest {
    private final Imports imports = new Imports();

    @Test
    void readsColumnsByNameInTheZoneAndUnitsGiven() {
        ImportSettings settings = imports.columns(
                "brisbane",
                "t=start,download=down,upload=up,ping=ms,server=server,isp=provider",
                "download=MB/s,upload=bit/s,ping=s",
                ZoneId.of("Australia/Brisbane"));
        imports.run(settings, """
                start,stop,provider,server,ms,down,up
                2025-03-01 20:00:01,2025-03-01 20:00:29,T,"Net ""A"", (B)",0.019176,4,1110000
                """);
        assertThat(imports.samples())
                .containsExactly(new Sample(
                        "brisbane",
                        at("2025-03-01T10:00:01Z"),
                        Values.of(32_000, 1_110, 19_176),
                        null,
                        Map.of("server", "Net \"A\", (B)", "isp", "T")));
    }

    @Test
    void readsColumnsByNumberAndATimeAloneAsAFailedTest() {
        ImportReport report = imports.run(
                imports.columns(
                        "home", "t=1,server=2,download=4,packet_loss=3", "download=B/s", ZoneId.of("Europe/Berlin")),
                """
                "2025-03-01 00:40:01","Net - Town","0.25","2758335"
                "2025-03-01 00:41:01",
                "2025-03-01 00:42:01","Net - Town","N/A","3038547"
                "2025-03-01 00:43:01","Net - Tow
                "2025-03-01 00:44:01","Net - Town","0.25"
                """);
        assertThat(report.taken()).isEqualTo(2);
        assertThat(report.failedTests()).isEqualTo(1);
        assertThat(report.leftOut()).containsExactly(new LeftOut("packet_loss", LeftOut.Reason.NO_NUMBER, 1));
        assertThat(report.refused())
                .extracting(ImportReport.Trouble::reason)
                .containsExactly("a quote is not closed", "the line ends too early");
        assertThat(imports.samples().get(0))
                .isEqualTo(new Sample(
                        "home",
                        at("2025-02-28T23:40:01Z"),
                        Values.of(22_067, Values.ABSENT, Values.ABSENT, Values.ABSENT, 2_500),
                        null,
                        Map.of("server", "Net - Town")));
        assertThat(imports.samples().get(1)).isEqualTo(Sample.failed("home", at("2025-02-28T23:41:01Z"), "no value"));
    }

    @Test
    void takesAHeaderAboveNumberedColumnsForNoRecord() {
        ImportReport report = imports.run(imports.columns("t=1,ping=2"), "time;ping\n2025-03-01T00:00:00Z;12\n");
        assertThat(report.lines()).isEqualTo(2);
        assertThat(report.records()).isEqualTo(1);
        assertThat(report.skipped()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void findsTheDelimiterAndTheHeaderBelowForeignText(String delimiter) {
        String text =
                "\uFEFFstarting up, wait; please\nt,x y,ping\n2025-03-01 00:00,a,12\nt,x y,ping\n2025-03-01 00:05,b,13\n";
        ImportReport report = imports.run(imports.columns("t=t,ping=ping,isp=x y"), text.replace(",", delimiter));
        assertThat(report.taken()).isEqualTo(2);
        assertThat(report.skippedCount()).isEqualTo(1);
        assertThat(report.lines()).isEqualTo(5);
    }

    @Test
    void readsTheHostOfEachRecord() {
        ImportReport report =
                imports.run(imports.columns("t=t,ping=ping,host=where,error=note"), """
                t,where,ping,note
                2025-03-01 00:00,alpha,12,
                2025-03-01 00:00,beta,,no route
                2025-03-01 00:00,,13,
                2025-03-01 00:05,../x,14,
                2025-03-01 00:05,all,14,
                2025-03-01 00:05,%s,14,
                """.formatted("a".repeat(300)));
        assertThat(report.hosts()).containsExactly("alpha", "beta", "home");
        assertThat(report.refusedCount()).isEqualTo(3);
        assertThat(report.refused().get(0).reason()).contains("host");
        assertThat(imports.samples().get(1)).isEqualTo(Sample.failed("beta", at("2025-03-01T00:00:00Z"), "no route"));
    }

    @Test
    void takesAnyDeclaredMetric() {
        Imports sensors = new Imports(Metrics.builtInAnd(
                List.of(new Metric("temperature", "°C", 2, 1, -10_000, 10_000, Metric.Better.NEITHER))));
        ImportReport report = sensors.run(
                sensors.columns("t=timestamp,temperature=value"),
                "timestamp,value\n2025-03-01 00:00:00,-3.505\n2025-03-01 00:05:00,0\n2025-03-01 00:00:00,7\n");
        assertThat(report.taken()).isEqualTo(2);
        assertThat(report.duplicates()).isEqualTo(1);
        assertThat(sensors.samples()).extracting(s -> s.values().get(5)).containsExactly(-351L, 0L);
    }

    @Test
    void countsStampsOfARepeatedAndASkippedHour() {
        ImportReport report = imports.run(
                imports.columns("home", "t=t,ping=ping", null, ZoneId.of("Europe/Berlin")),
                "t,ping\n2025-03-30 02:30,1\n2025-10-26 02:30,2\n2025-10-26 02:45,2\n2025-10-26 02:45+01:00,2\n");
        assertThat(report.skippedHour()).isEqualTo(1);
        assertThat(report.repeatedHour()).isEqualTo(2);
        assertThat(report.taken()).isEqualTo(4);
    }

    @Test
    void namesTheColumnsThereAreWhereOneIsUnknown() {
        String text = "time,down,up\n2025-03-01 00:00,1,2\n";
        assertThatThrownBy(() -> imports.run(imports.columns("t=time,download=Down,upload=rise"), text))
                .isInstanceOf(ImportException.class)
                .hasMessage("log.csv has no column 'Down' and no column 'rise'; its columns are: time, down, up");
        assertThatThrownBy(() -> imports.run(imports.columns("t=time,download=7"), text))
                .hasMessage("log.csv has no column 7; its columns are: time, down, up");
        assertThatThrownBy(() -> imports.run(imports.columns("t=2,download=3"), text))
                .hasMessageContaining("no time is in column 2")
                .hasMessageEndingWith("the first is: time,down,up");
        assertThat(imports.log.imports()).isEmpty();
    }

    @Test
    void saysWhichKeysThereAre() {
        String keys =
                "the keys are: t, download, upload, ping, jitter, packet_loss, error, host, server, isp, connectionType, prober";
        assertThatThrownBy(() -> imports.columns("t=a,speed=b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'speed' is no key")
                .hasMessageEndingWith(keys);
        assertThatThrownBy(() -> imports.columns("t=a,server=b")).hasMessageEndingWith(keys);
        assertThatThrownBy(() -> imports.columns("download=b")).hasMessageContaining("t=COLUMN is missing");
        assertThatThrownBy(() -> imports.columns("t=a,t=b")).hasMessageContaining("'t' stands twice");
        assertThatThrownBy(() -> imports.columns("t=a,,")).hasMessageContaining("not of the form key=value");
        assertThatThrownBy(() -> imports.columns("home", "t=a,ping=b", "upload=bit/s", ZoneOffset.UTC))
                .hasMessageContaining("upload");
        assertThatThrownBy(() -> imports.columns("../x", "t=a,ping=b", null, ZoneOffset.UTC))
                .hasMessageContaining("not a host name");
    }
}
