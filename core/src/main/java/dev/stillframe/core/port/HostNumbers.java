package dev.stillframe.core.port;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a {@link Position} of {@code all} says where each host has a log of its own: for each host the number of the last entry
 * before it. Written as {@code attic=12,home=7}, hosts by name; a host without entries is left out, so that equal positions
 * have equal texts.
 */
public final class HostNumbers {
    private final SortedMap<String, Long> numbers;

    private HostNumbers(SortedMap<String, Long> numbers) {
        this.numbers = numbers;
    }

    /** Before everything. */
    public static HostNumbers none() {
        return new HostNumbers(new TreeMap<>());
    }

    /**
     * Reads a position.
     *
     * @throws IllegalArgumentException when it is not of this form
     */
    public static HostNumbers of(Position position) {
        TreeMap<String, Long> numbers = new TreeMap<>();
        String text = position.text();
        String last = "";
        for (int at = 0; at < text.length(); ) {
            int equals = text.indexOf('=', at);
            int comma = text.indexOf(',', at);
            int end = comma < 0 ? text.length() : comma;
            if (equals <= at || equals >= end || comma == text.length() - 1) {
                throw new IllegalArgumentException("is no position in the logs of hosts");
            }
            String host = text.substring(at, equals);
            Position number = new Position(text.substring(equals + 1, end));
            if (host.compareTo(last) <= 0 || number.isNone() || !number.isNumber()) {
                throw new IllegalArgumentException("is no position in the logs of hosts");
            }
            numbers.put(host, number.number());
            last = host;
            at = end + 1;
        }
        return new HostNumbers(numbers);
    }

    /** The number of a host's last entry, 0 when there is none. */
    public long of(String host) {
        return numbers.getOrDefault(host, 0L);
    }

    /** Moves to behind an entry of a host; from 1. */
    public void put(String host, long number) {
        if (number < 1) {
            throw new IllegalArgumentException("is no number of an entry: " + number);
        }
        numbers.put(host, number);
    }

    /** For each host that has entries its number, by name. */
    public SortedMap<String, Long> numbers() {
        return Collections.unmodifiableSortedMap(numbers);
    }

    /** The position that says this. */
    public Position position() {
        StringBuilder text = new StringBuilder(numbers.size() * 20);
        numbers.forEach((host, number) ->
                text.append(text.isEmpty() ? "" : ",").append(host).append('=').append(number.longValue()));
        return new Position(text.toString());
    }
}
