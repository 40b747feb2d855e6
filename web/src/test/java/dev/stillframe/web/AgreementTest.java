package dev.stillframe.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillframe.core.encode.PayloadColumns;
import dev.stillframe.core.encode.PayloadColumns.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the build renders is what the page's scripts would show: both are asked. */
class AgreementTest {
    private static final String APP = "./src/main/resources/dev/stillframe/web/app/";
    private static final String READ = "import { readFileSync } from 'node:fs';"
            + "const lines = readFileSync(0, 'utf8').split('\\n').filter(Boolean).map((l) => JSON.parse(l));";

    @Test
    void numbersAreWrittenAsTheScriptWritesThem() throws IOException, InterruptedException {
        Node.require();
        Random random = new Random(7);
        double[] values = DoubleStream.concat(
                        DoubleStream.of(
                                0,
                                0.005,
                                0.004,
                                -0.001,
                                -0.005,
                                0.015,
                                1.005,
                                2.675,
                                9.995,
                                99.994,
                                99.995,
                                99.999,
                                100,
                                100.05,
                                100.25,
                                999.94,
                                999.95,
                                999.99,
                                1000,
                                1000.5,
                                1001.5,
                                12345.678,
                                999999.5,
                                1e6,
                                4e9,
                                -4e9,
                                -12.5,
                                -999.95,
                                -1234567.891,
                                0.1,
                                0.3,
                                1.1,
                                93.1,
                                88.02),
                        IntStream.range(0, 5000)
                                .mapToDouble(i -> Math.rint((random.nextDouble() - 0.3) * 1e6) / Math.pow(10, i % 7)))
                .toArray();

        List<String> written = lines(
                "const { value } = await import('" + APP + "format.js');"
                        + "for (const v of lines) console.log(value(v, { locale: 'en' }));",
                Arrays.stream(values).mapToObj(Double::toString));

        assertThat(Arrays.stream(values).mapToObj(Figures::value)).containsExactlyElementsOf(written);
    }

    @Test
    void linesBreakAndSilencesBeginWhereTheyDoInTheScript() throws IOException, InterruptedException {
        Node.require();
        Random random = new Random(11);
        List<PayloadColumns> payloads = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            payloads.add(scattered(random, i % 40));
        }

        List<String> found = lines(
                "const { runs, silences } = await import('" + APP + "series.js');"
                        + "for (const p of lines) for (const sources of [1, 10]) console.log(JSON.stringify(["
                        + "runs(p, p.metric, sources), silences(p, 0, 8000, sources).map((s) => [s.from, s.to])]));",
                payloads.stream().map(AgreementTest::json));

        assertThat(payloads.stream()
                        .flatMap(p -> DoubleStream.of(Trend.ONE_SOURCE, Trend.MANY_SOURCES)
                                .mapToObj(share -> "["
                                        + list(Trend.runs(p, p.metrics().getFirst(), share).stream()
                                                .map(Arrays::toString))
                                        + ","
                                        + list(Trend.silences(p, 0, 8000, share).stream()
                                                .map(s -> "[" + s.from() + "," + s.to() + "]"))
                                        + "]")
                                .map(text -> text.replace(" ", ""))))
                .containsExactlyElementsOf(found);
    }

    /** Some points at uneven distances, some without a value, some of failed tests alone. */
    private static PayloadColumns scattered(Random random, int size) {
        long[] t = random.longs(0, 8000).distinct().limit(size).sorted().toArray();
        long[] count = random.longs(size, 0, 5).map(c -> Math.min(1, c)).toArray();
        double[] avg = Arrays.stream(count)
                .mapToDouble(c -> c > 0 && random.nextInt(5) > 0 ? random.nextInt(100) : Double.NaN)
                .toArray();
        long[] failures = Arrays.stream(count).map(c -> 1 - c).toArray();
        return new PayloadColumns(80, t, count, failures, List.of(new Column("m", "u", avg, avg, avg)));
    }

    private static String json(PayloadColumns p) {
        return "{\"bucketMillis\":80,\"t\":" + Arrays.toString(p.t()) + ",\"count\":" + Arrays.toString(p.count())
                + ",\"failures\":" + Arrays.toString(p.failures()) + ",\"metric\":{\"avg\":"
                + Arrays.toString(p.metrics().getFirst().avg()).replace("NaN", "null") + "}}";
    }

    private static String list(Stream<String> items) {
        return items.collect(Collectors.joining(",", "[", "]"));
    }

    private static List<String> lines(String script, Stream<String> input) throws IOException, InterruptedException {
        Node.Result result = Node.module(READ + script, input.collect(Collectors.joining("\n")));
        assertThat(result.code()).as(result.output()).isZero();
        return result.output().lines().toList();
    }
}
