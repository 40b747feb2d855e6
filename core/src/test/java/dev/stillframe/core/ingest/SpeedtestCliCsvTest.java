package dev.stillframe.core.ingest;

import static dev.stillframe.core.ingest.Imports.at;
import static dev.stillframe.core.ingest.Imports.host;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stillframe.core.model.Sample;
import dev.stillframe.core.model.Values;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpeedtestCliCsvTest {
    private static final String HEADER = "Server ID,Sponsor,Server Name,Timestamp,Distance,Ping,Download,Upload";
    private static final String QUOTED =
            "12,Fast Net,\"Springfield, XY\",2025-03-01T10:00:00.123456Z,7.5,11.2349,93100499.5,40200500.0,,203.0.113.7";
    private static final String BARE =
            "12,Fast Net,Springfield, XY,2025-03-01T10:15:00.5Z,7.5,11.2,93100000,40200000,http://x";
    private static final String SHORT = "12,Fast Net,Springfield,2025-03-01T10:30:00Z,7.5,11.2,93100000,40200000";

    private final Imports imports = new Imports();

    @Test
    void readsLinesOfEightToTenFields() {
        ImportReport report =
                imports.run(host("home"), HEADER + ",Share,IP Address\n" + QUOTED + "\n" + BARE + "\n" + SHORT);
        assertThat(report.lines()).isEqualTo(4);
        assertThat(report.records()).isEqualTo(3);
        assertThat(report.taken()).isEqualTo(3);
        assertThat(report.skipped()).isEmpty();
        Map<String, String> server = Map.of("server", "Fast Net, Springfield, XY");
        assertThat(imports.samples())
                .containsExactly(
                        new Sample(
                                "home",
                                at("2025-03-01T10:00:00.123Z"),
                                Values.of(93_100, 40_201, 11_235),
                                null,
                                server),
                        new Sample(
                                "home",
                                at("2025-03-01T10:15:00.500Z"),
                                Values.of(93_100, 40_200, 11_200),
                                null,
                                server),
                        new Sample(
                                "home",
                                at("2025-03-01T10:30:00Z"),
                                Values.of(93_100, 40_200, 11_200),
                                null,
                                Map.of("server", "Fast Net, Springfield")));
    }

    @Test
    void needsNoHeaderAndEndsNoLineEarly() {
        assertThat(imports.run(host("home"), "Cannot retrieve it\n" + SHORT + "\n")
                        .taken())
                .isEqualTo(1);
        assertThat(imports.run(host("other"), SHORT.replace(',', ';')).taken()).isEqualTo(1);
        assertThat(imports.run(host("third"), SHORT.replace(',', '\t')).taken()).isEqualTo(1);
    }

    @Test
    void countsEachLineThatGivesNothing() {
        ImportReport report = imports.run(
                host("home"),
                String.join(
                        "\r\n",
                        HEADER,
                        QUOTED,
                        "ERROR: Unable to connect to servers to test latency.",
                        "",
                        HEADER,
                        "12,Fast Net,\"Springfield, XY,2025-03-01T11:00:00Z,7.5,11.2,93100000,40200000",
                        "12,Fast Net,Springfield,2025-03-01T11:15:00Z,7.5,11.",
                        "12,Fast Net,Springfield,1970-01-01T00:00:00Z,7.5,11.2,93100000,40200000",
                        "12,Fast Net,Springfield,2100-01-01T00:00:00Z,7.5,11.2,93100000,40200000",
                        "\0\0\0" + SHORT,
                        "\0\0",
                        "12,Fast Net,Springfield,2025-03-01T12:00:00Z,7.5,nan,inf,40200000",
                        "12,Fast Net,Springfield,2025-03-01T12:15:00Z,7.5,1800000.0,0.0,0.0",
                        "12,Fast Net,Springfield,2025-03-01T12:30:00Z,7.5,1800000.0,93100000,0.0",
                        QUOTED));
        assertThat(report.lines()).isEqualTo(15);
        assertThat(report.records()).isEqualTo(10);
        assertThat(report.taken()).isEqualTo(4);
        assertThat(report.failedTests()).isEqualTo(1);
        assertThat(report.duplicates()).isEqualTo(1);
        assertThat(report.refused())
                .extracting(ImportReport.Trouble::reason, ImportReport.Trouble::count)
                .containsExactly(
                        tuple("a quote is not closed", 1L),
                        tuple("the line ends too early", 1L),
                        tuple("the time is before 2000", 1L),
                        tuple("the time is more than 2 minutes ahead of the clock", 1L));
        assertThat(report.skippedCount()).isEqualTo(2);
        assertThat(report.leftOut())
                .containsExactly(
                        new LeftOut("download", LeftOut.Reason.NO_NUMBER, 1),
                        new LeftOut("upload", LeftOut.Reason.ZERO_ONE_WAY, 1),
                        new LeftOut("ping", LeftOut.Reason.OUT_OF_RANGE, 1),
                        new LeftOut("ping", LeftOut.Reason.NO_NUMBER, 1));
        assertThat(report.skipped().get(0).examples())
                .startsWith(
                        new ImportReport.Example("log.csv", 3, "ERROR: Unable to connect to servers to test latency."));
        assertThat(report.hosts()).isEqualTo(List.of("home"));
        assertThat(report.lastAt()).isEqualTo(at("2025-03-01T12:30:00Z"));
    }
}
