package dev.stillframe.aws.dynamodb;

import java.util.ArrayList;
import java.util.List;

/**
 * One time that a sample of an identity was stored. Another follows only when it was taken back.
 *
 * @param number of its entry in the log
 * @param origin where it came from
 * @param body it as bytes
 */
record Life(long number, String origin, byte[] body) {
    /** All lives of the item of an identity, the present one first. */
    static List<Life> all(Item item) {
        List<Life> lives = new ArrayList<>();
        lives.add(of(item));
        item.list("past").forEach(past -> lives.add(of(past)));
        return lives;
    }

    /** The present one. */
    static Life of(Item item) {
        return new Life(item.number("n"), item.text("origin"), item.bytes("b"));
    }

    /** Its attributes. */
    Item item() {
        return Item.empty().number("n", number).text("origin", origin).bytes("b", body);
    }
}
