package dev.stillframe.aws.dynamodb;

import dev.stillframe.core.pack.Packer;
import dev.stillframe.core.pack.Unpacker;
import dev.stillframe.core.port.CheckpointStore.StateObject;
import java.util.List;
import java.util.Optional;

/**
 * The objects of one commit in one: a request costs the same whatever it carries. Form: count, then for each its id and its bytes, as
 * {@link Packer} writes them.
 */
final class StatePack {
    private static final String NAME = "pack-";
    private static final int MOST = 1 << 16;

    private StatePack() {}

    /** What a pack is called, from an id of its own. */
    static String name(String id) {
        return NAME + id;
    }

    /** Whether something with a key is a pack. */
    static boolean is(String key) {
        return key.substring(key.indexOf('/') + 1).startsWith(NAME);
    }

    static byte[] write(List<StateObject> objects) {
        Packer out = new Packer();
        out.unsigned(objects.size());
        objects.forEach(object -> out.text(object.id()).bytes(object.bytes()));
        return out.toBytes();
    }

    /** An object of a pack; empty when it is not in it, or the pack is damaged. */
    static Optional<byte[]> find(byte[] pack, String id) {
        try {
            Unpacker in = new Unpacker(pack);
            int count = in.count(MOST);
            for (int i = 0; i < count; i++) {
                boolean found = in.text().equals(id);
                byte[] bytes = in.bytes();
                if (found) {
                    return Optional.of(bytes);
                }
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
