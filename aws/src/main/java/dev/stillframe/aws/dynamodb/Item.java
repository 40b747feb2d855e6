package dev.stillframe.aws.dynamodb;

import dev.stillframe.core.port.StoreException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The attributes of one item, or the values of an expression. */
final class Item {
    private final Map<String, AttributeValue> attributes;

    private Item(Map<String, AttributeValue> attributes) {
        this.attributes = attributes;
    }

    /** Without attributes. */
    static Item empty() {
        return new Item(new HashMap<>());
    }

    /** The key of an item in the table of state. */
    static Item key(String partition, String sort) {
        return empty().text(Tables.PARTITION, partition).text(Tables.SORT, sort);
    }

    /** A number from 0 up as a text that sorts as it does: 19 digits. */
    static String sortable(long number) {
        String digits = Long.toString(number);
        return "0".repeat(19 - digits.length()) + digits;
    }

    /** What was read. */
    static Item of(Map<String, AttributeValue> attributes) {
        return new Item(attributes);
    }

    Item text(String name, String value) {
        attributes.put(name, AttributeValue.fromS(value));
        return this;
    }

    Item number(String name, long value) {
        attributes.put(name, AttributeValue.fromN(Long.toString(value)));
        return this;
    }

    Item bytes(String name, byte[] value) {
        attributes.put(name, AttributeValue.fromB(SdkBytes.fromByteArray(value)));
        return this;
    }

    Item flag(String name, boolean value) {
        attributes.put(name, AttributeValue.fromBool(value));
        return this;
    }

    Item list(String name, List<Item> values) {
        attributes.put(
                name,
                AttributeValue.fromL(values.stream()
                        .map(item -> AttributeValue.fromM(item.attributes))
                        .toList()));
        return this;
    }

    Item set(String name, String... values) {
        attributes.put(name, AttributeValue.fromSs(List.of(values)));
        return this;
    }

    Item texts(String name, Map<String, String> values) {
        Map<String, AttributeValue> map = new HashMap<>();
        values.forEach((key, value) -> map.put(key, AttributeValue.fromS(value)));
        attributes.put(name, AttributeValue.fromM(map));
        return this;
    }

    /** The attributes of both. */
    Item and(Item other) {
        Map<String, AttributeValue> both = new HashMap<>(attributes);
        both.putAll(other.attributes);
        return new Item(both);
    }

    Map<String, AttributeValue> attributes() {
        return attributes;
    }

    boolean isEmpty() {
        return attributes.isEmpty();
    }

    boolean has(String name) {
        return attributes.containsKey(name);
    }

    String text(String name) {
        return present(name).s();
    }

    long number(String name) {
        return Long.parseLong(present(name).n());
    }

    long numberOr(String name, long otherwise) {
        return has(name) ? number(name) : otherwise;
    }

    byte[] bytes(String name) {
        return present(name).b().asByteArray();
    }

    boolean flag(String name) {
        return has(name) && present(name).bool();
    }

    List<Item> list(String name) {
        return has(name)
                ? present(name).l().stream().map(value -> new Item(value.m())).toList()
                : List.of();
    }

    List<String> set(String name) {
        return has(name) ? present(name).ss() : List.of();
    }

    Map<String, String> texts(String name) {
        Map<String, String> values = new HashMap<>();
        if (has(name)) {
            present(name).m().forEach((key, value) -> values.put(key, value.s()));
        }
        return values;
    }

    private AttributeValue present(String name) {
        AttributeValue value = attributes.get(name);
        if (value == null) {
            throw new StoreException("an item lacks the attribute " + name);
        }
        return value;
    }
}
