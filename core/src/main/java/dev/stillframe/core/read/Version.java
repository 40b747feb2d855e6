package dev.stillframe.core.read;

import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.port.SnapshotStore;
import dev.stillframe.core.port.StoredObject;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** One version of a public file in the forms it can be sent in. What is costly to make is made once. */
final class Version {
    /** The most bytes a file may have unpacked. A payload of 500 points and 32 metrics has less than 1 MB. */
    private static final int LIMIT = 16 << 20;

    private static final int OVERHEAD = 400;
    /** From how many bytes on it is worth while to pack a file. */
    private static final int WORTH_PACKING = 1_000;

    private final SnapshotStore.Published published;
    private final Form stored;
    private final String lastModified;
    private volatile @Nullable Form plain;
    private volatile @Nullable Form packed;

    private Version(SnapshotStore.Published published, Form stored, String lastModified) {
        this.published = published;
        this.stored = stored;
        this.lastModified = lastModified;
    }

    /**
     * The bytes of a version as one kind of client takes them.
     *
     * @param body the bytes
     * @param gzip whether they are gzip-encoded
     * @param etag a strong entity tag, in quotes
     */
    record Form(byte[] body, boolean gzip, String etag) {}

    static Version of(SnapshotStore.Published published) {
        StoredObject object = published.object();
        String digest = HexFormat.of().formatHex(Checksum.sha256(object.body()), 0, 16);
        Form stored = new Form(object.body(), object.gzip(), tag(digest, object.gzip()));
        return new Version(published, stored, HttpDate.format(published.modifiedAt()));
    }

    /** Whether this is the version that was read. */
    boolean is(SnapshotStore.Published read) {
        return read.number() == published.number()
                && read.modifiedAt() == published.modifiedAt()
                && read.versionId().equals(published.versionId())
                && sameBytes(read.object());
    }

    boolean sameBytes(StoredObject object) {
        return object.gzip() == stored.gzip() && Arrays.equals(object.body(), stored.body());
    }

    /** The form for a client that takes gzip, or does not. */
    Form form(boolean gzip) {
        return gzip || !stored.gzip() ? stored : plain();
    }

    /** The form for a client, where a file that is stored plain may be packed for one that takes gzip. */
    Form formPacked(boolean gzip) {
        return gzip && !stored.gzip() && stored.body().length > WORTH_PACKING ? packed() : form(gzip);
    }

    private Form packed() {
        Form made = packed;
        if (made == null) {
            synchronized (this) {
                made = packed;
                if (made == null) {
                    try (Gzip gzip = new Gzip()) {
                        String digest = stored.etag().substring(1, stored.etag().length() - 1);
                        made = new Form(gzip.compress(stored.body(), 0), true, tag(digest, true));
                    }
                    packed = made;
                }
            }
        }
        return made;
    }

    private Form plain() {
        Form made = plain;
        if (made == null) {
            synchronized (this) {
                made = plain;
                if (made == null) {
                    String digest = stored.etag().substring(1, stored.etag().indexOf('-'));
                    made = new Form(Gzip.decompress(stored.body(), LIMIT), false, tag(digest, false));
                    plain = made;
                }
            }
        }
        return made;
    }

    private static String tag(String digest, boolean gzip) {
        return gzip ? "\"" + digest + "-gzip\"" : "\"" + digest + "\"";
    }

    /** Its bytes as they are stored. */
    StoredObject object() {
        return published.object();
    }

    /** The number it was published with. */
    long number() {
        return published.number();
    }

    /** The store's name for it, empty where it has none. */
    String versionId() {
        return published.versionId();
    }

    /** When it was published, epoch milliseconds. */
    long modifiedAt() {
        return published.modifiedAt();
    }

    /** The same as an HTTP date. */
    String lastModified() {
        return lastModified;
    }

    /** About how many bytes of memory it takes; more once another form than the stored one was asked for. */
    long weight() {
        return OVERHEAD + stored.body().length + weight(plain) + weight(packed);
    }

    private static long weight(@Nullable Form made) {
        return made == null ? 0 : made.body().length;
    }
}
