package dev.stillframe.core.rollup;

import dev.stillframe.core.pack.Packer;
import dev.stillframe.core.pack.Unpacker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The stored form of rows by number, as {@link Packer} writes numbers. Equal rows give equal bytes:
 *
 * <pre>
 * count of texts, the texts, in the order of their first use
 * count of rows; for each, by number: number - last number · successes · failures · first - number * unit · last - first
 *     for each metric: values - successes; if there are values: least, floor(avg) - least, sum - floor(avg) * values, greatest - floor(avg)
 *     for each kind of threshold: judged; if any: worse
 *     connection types, servers: count * 2 + (1 if there were more), for each its text's place in the list above and its count
 * </pre>
 *
 * <p>A unit is the length of a period by the wall clock, in milliseconds: an hour or a day.
 */
final class RowCodec {
    private static final int MAX_ROWS = 1 << 20;
    private static final int MAX_TEXTS = 1 << 20;

    private RowCodec() {}

    static void write(Packer out, SortedMap<Long, Row> rows, long unit) {
        Map<String, Integer> places = new HashMap<>();
        List<String> texts = new ArrayList<>();
        for (Row row : rows.values()) {
            for (Names names : List.of(row.connectionTypes, row.servers)) {
                for (String text : names.counts().keySet()) {
                    if (places.putIfAbsent(text, texts.size()) == null) {
                        texts.add(text);
                    }
                }
            }
        }
        out.unsigned(texts.size());
        texts.forEach(out::text);
        out.unsigned(rows.size());
        long before = 0;
        for (Map.Entry<Long, Row> entry : rows.entrySet()) {
            out.signed(entry.getKey() - before);
            before = entry.getKey();
            write(out, entry.getValue(), before * unit, places);
        }
    }

    private static void write(Packer out, Row row, long base, Map<String, Integer> places) {
        out.unsigned(row.successes)
                .unsigned(row.failures)
                .signed(row.first - base)
                .unsigned(row.last - row.first);
        for (int m = 0; m < row.metrics(); m++) {
            long values = row.count(m);
            out.signed(values - row.successes);
            if (values > 0) {
                long floor = Math.floorDiv(row.sum(m), values);
                out.signed(row.min(m)).unsigned(floor - row.min(m));
                out.unsigned(row.sum(m) - floor * values).unsigned(row.max(m) - floor);
            }
        }
        for (int k = 0; k < Row.KINDS; k++) {
            out.unsigned(row.judged[k]);
            if (row.judged[k] > 0) {
                out.unsigned(row.worse[k]);
            }
        }
        for (Names names : List.of(row.connectionTypes, row.servers)) {
            out.unsigned(names.counts().size() * 2L + (names.more() ? 1 : 0));
            names.counts()
                    .forEach((text, count) ->
                            out.unsigned(places.getOrDefault(text, 0)).unsigned(count));
        }
    }

    /**
     * Reads rows.
     *
     * @throws IllegalArgumentException when the bytes are none
     */
    static SortedMap<Long, Row> read(Unpacker in, long unit, int metrics) {
        int count = in.count(MAX_TEXTS);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(in.text());
        }
        int size = in.count(MAX_ROWS);
        TreeMap<Long, Row> rows = new TreeMap<>();
        long number = 0;
        for (int i = 0; i < size; i++) {
            number += in.signed();
            Row row = new Row(metrics);
            read(in, row, number * unit, texts);
            rows.put(number, row);
        }
        return rows;
    }

    private static void read(Unpacker in, Row row, long base, List<String> texts) {
        row.successes = in.unsigned();
        row.failures = in.unsigned();
        row.first = base + in.signed();
        row.last = row.first + in.unsigned();
        for (int m = 0; m < row.metrics(); m++) {
            long values = in.signed() + row.successes;
            if (values < 0 || values > row.successes) {
                throw new IllegalArgumentException("a row has " + values + " values");
            }
            if (values > 0) {
                long min = in.signed();
                long floor = min + in.unsigned();
                long sum = floor * values + in.unsigned();
                row.add(m, values, sum, min, floor + in.unsigned());
            }
        }
        for (int k = 0; k < Row.KINDS; k++) {
            row.judged[k] = in.unsigned();
            row.worse[k] = row.judged[k] > 0 ? in.unsigned() : 0;
        }
        for (Names names : List.of(row.connectionTypes, row.servers)) {
            int header = in.count(2 * Names.MOST + 1);
            for (int i = 0; i < header / 2; i++) {
                int place = in.count(MAX_TEXTS);
                if (place >= texts.size()) {
                    throw new IllegalArgumentException("a row has a text that is not there");
                }
                names.add(texts.get(place), in.unsigned());
            }
            if (header % 2 == 1) {
                names.markMore();
            }
        }
    }
}
