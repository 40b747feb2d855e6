package dev.stillframe.testkit;

import java.util.ArrayList;
import java.util.List;

/** All orders of a few things, and all ways to cut a sequence into pieces. */
final class Arrangements {
    private Arrangements() {}

    /** All orders. */
    static <T> List<List<T>> orders(List<T> things) {
        if (things.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> orders = new ArrayList<>();
        for (int i = 0; i < things.size(); i++) {
            List<T> rest = new ArrayList<>(things);
            T first = rest.remove(i);
            for (List<T> order : orders(rest)) {
                List<T> whole = new ArrayList<>();
                whole.add(first);
                whole.addAll(order);
                orders.add(whole);
            }
        }
        return orders;
    }

    /** All ways to cut a sequence into pieces that are not empty: two for each gap. */
    static <T> List<List<List<T>>> splits(List<T> sequence) {
        List<List<List<T>>> splits = new ArrayList<>();
        for (int cuts = 0; cuts < 1 << (sequence.size() - 1); cuts++) {
            List<List<T>> pieces = new ArrayList<>();
            pieces.add(new ArrayList<>());
            for (int i = 0; i < sequence.size(); i++) {
                pieces.getLast().add(sequence.get(i));
                if ((cuts >> i & 1) == 1) {
                    pieces.add(new ArrayList<>());
                }
            }
            splits.add(pieces);
        }
        return splits;
    }
}
