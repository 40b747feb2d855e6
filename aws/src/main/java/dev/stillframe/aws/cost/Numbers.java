package dev.stillframe.aws.cost;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Numbers by name, from a file that people read and change too.
 *
 * @param values the values as they stand there
 */
public record Numbers(Map<String, String> values) {
    /** Copies them. */
    public Numbers {
        values = Map.copyOf(values);
    }

    /** The dated prices, in dollars. */
    public static Numbers prices() {
        return read("prices.properties");
    }

    /** What the product asks of the services. */
    public static Numbers figures() {
        return read("figures.properties");
    }

    private static Numbers read(String file) {
        try (InputStream in = Numbers.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is not in the program");
            }
            Properties properties = new Properties();
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            Map<String, String> values = new TreeMap<>();
            properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
            return new Numbers(values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A value as it stands there.
     *
     * @throws IllegalArgumentException when there is none
     */
    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("there is no " + name);
        }
        return value;
    }

    /**
     * A value as a number.
     *
     * @throws IllegalArgumentException when there is none
     */
    public double get(String name) {
        return Double.parseDouble(text(name));
    }
}
