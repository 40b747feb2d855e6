package dev.stillframe.core.ingest;

import dev.stillframe.core.model.Metrics;
import dev.stillframe.core.model.Values;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads samples from JSON: an array of objects, or objects one after another. An object is a sample in the form of uploads, or
 * what the Ookla CLI printed. Takes nothing that it does not understand. For use by any number of threads.
 */
public final class JsonSamples {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxNameLength(200)
                    .maxStringLength(64 << 10)
                    .maxNumberLength(1000)
                    .build())
            .build();
    private static final String LIMITS = "the JSON is nested deeper than 16 levels, or has a name of more than 200"
            + " characters, a string of more than 65,536 or a number of more than 1,000";

    private final Metrics metrics;
    private final List<String> known;
    private final Factor[] factors;
    private final OoklaJson ookla;

    /** Reads under a catalogue of metrics. */
    public JsonSamples(Metrics metrics) {
        this.metrics = metrics;
        known = Columns.keys(metrics);
        factors = metrics.list().stream().map(Unit::own).toArray(Factor[]::new);
        ookla = new OoklaJson(metrics);
    }

    /** What one object gives. */
    public sealed interface Item {
        /**
         * A sample, not judged yet.
         *
         * @param sample its host is null where the object names none
         * @param printed where it stands as a prober printed it; null where it is in the form of uploads
         */
        record Found(RawSample sample, @Nullable Printed printed) implements Item {
            /** One in the form of uploads. */
            Found(RawSample sample) {
                this(sample, null);
            }
        }

        /** A record that is sound but no sample, and why. */
        record Unfit(String reason) implements Item {}
    }

    /**
     * The part of a text that a prober printed.
     *
     * @param text the whole text, shared by all that stands in it
     * @param from where it begins, in bytes
     * @param to where it ends, in bytes, exclusive
     */
    public record Printed(byte[] text, int from, int to) {
        /** Its bytes, a copy. */
        public byte[] bytes() {
            return Arrays.copyOfRange(text, from, to);
        }
    }

    /**
     * Reads a whole text.
     *
     * @param utf8 the text, valid UTF-8
     * @param max the most objects there may be
     * @return an item for each object, in order, at least one
     * @throws IllegalArgumentException with what is wrong and where, for the one who sent it, when any part of the text is not as
     *     it should be; objects are counted from 0
     */
    public List<Item> read(byte[] utf8, int max) {
        List<Item> items = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), utf8)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                    add(items, utf8, parser, token, max);
                }
                if (parser.nextToken() != null) {
                    throw new IllegalArgumentException("something stands after the end of the array");
                }
            } else {
                for (JsonToken token = first; token != null; token = parser.nextToken()) {
                    add(items, utf8, parser, token, max);
                }
                if (items.size() == 1) {
                    // All of it is what was printed, the end of the line too.
                    items.set(0, whole(items.getFirst(), utf8));
                }
            }
        } catch (StreamConstraintsException e) {
            throw new IllegalArgumentException(LIMITS, e);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("it is not valid JSON" + place(e.getLocation()), e);
        }
        if (items.isEmpty()) {
            throw new IllegalArgumentException("there is no sample in it; 1 to " + grouped(max) + " are allowed");
        }
        return items;
    }

    private static String place(@Nullable TokenStreamLocation at) {
        return at == null || at.getLineNr() < 1
                ? ""
                : " at line " + at.getLineNr() + ", column " + Math.max(1, at.getColumnNr());
    }

    private static String grouped(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private void add(List<Item> items, byte[] utf8, JsonParser parser, JsonToken token, int max) {
        int index = items.size();
        if (index == max) {
            throw new IllegalArgumentException("there are more samples than the " + grouped(max) + " allowed");
        }
        try {
            if (token != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("it is no JSON object");
            }
            int from = (int) parser.currentTokenLocation().getByteOffset();
            Map<String, Json> fields = Json.object(parser).fields();
            if (fields.get("type") instanceof Json.Text type) {
                int to = (int) parser.currentLocation().getByteOffset();
                items.add(printed(ookla.read(type.text(), fields), new Printed(utf8, from, to)));
            } else {
                items.add(sample(fields));
            }
        } catch (JacksonException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("samples[" + index + "]: " + e.getMessage(), e);
        }
    }

    private static Item whole(Item item, byte[] utf8) {
        return item instanceof Item.Found found && found.printed() != null
                ? printed(item, new Printed(utf8, 0, utf8.length))
                : item;
    }

    private static Item printed(Item item, Printed printed) {
        return switch (item) {
            case Item.Found found -> new Item.Found(found.sample(), printed);
            case Item.Unfit unfit -> unfit;
        };
    }

    private Item sample(Map<String, Json> fields) {
        long[] values = new long[metrics.size()];
        Arrays.fill(values, Values.ABSENT);
        Map<String, String> labels = new HashMap<>();
        String host = null;
        String error = null;
        for (Map.Entry<String, Json> field : fields.entrySet()) {
            String name = field.getKey();
            int metric = metrics.indexOf(name);
            if (metric >= 0) {
                values[metric] = number(name, field.getValue(), factors[metric]);
                continue;
            }
            switch (name) {
                case "t" -> {
                    // Read below, so that one that is missing is found too.
                }
                case "host" -> host = text(name, field.getValue());
                case "error" -> error = text(name, field.getValue());
                default -> {
                    if (!Columns.LABELS.contains(name)) {
                        throw new IllegalArgumentException("unknown field '" + CleanText.of(name, 40) + "'; known are "
                                + String.join(", ", known));
                    }
                    String label = text(name, field.getValue());
                    if (label != null) {
                        labels.put(name, label);
                    }
                }
            }
        }
        return new Item.Found(new RawSample(host, time(fields.get("t")), values, error, labels));
    }

    private static long time(@Nullable Json value) {
        if (value == null) {
            throw new IllegalArgumentException("the field 't' is missing, whole milliseconds since 1970");
        }
        if (value instanceof Json.Numeral number && number.whole()) {
            try {
                return Long.parseLong(number.digits());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("the field 't' is too large a number", e);
            }
        }
        throw new IllegalArgumentException("the field 't' must be whole milliseconds since 1970, without quotes, point"
                + " or exponent" + (value instanceof Json.Numeral ? "" : "; it is " + value.kind()));
    }

    /** A number in smallest units, {@link Values#ABSENT} for null or nothing. */
    static long number(String name, @Nullable Json value, Factor factor) {
        if (value == null || value == Json.Other.NULL) {
            return Values.ABSENT;
        }
        if (value instanceof Json.Numeral number) {
            byte[] digits = number.digits().getBytes(StandardCharsets.US_ASCII);
            return Decimal.parse(digits, 0, digits.length, factor);
        }
        throw new IllegalArgumentException("the field '" + name + "' must be a number or null; it is " + value.kind());
    }

    /** A text, null for null or nothing. */
    static @Nullable String text(String name, @Nullable Json value) {
        if (value == null || value == Json.Other.NULL) {
            return null;
        }
        if (value instanceof Json.Text text) {
            return text.text();
        }
        throw new IllegalArgumentException("the field '" + name + "' must be a string or null; it is " + value.kind());
    }
}
