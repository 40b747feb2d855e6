package dev.stillframe.aws.s3;

import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.port.StoredObject;
import dev.stillframe.core.read.MediaTypes;

/**
 * What is put under a name, with all that is stored beside it.
 *
 * @param body the bytes
 * @param gzip whether they are gzip-encoded
 * @param sha256 their digest, as {@link Checksum#of} writes it
 * @param number the build or number that it belongs to
 * @param versionId its version, empty when it has none
 * @param type media type, which the CDN passes on
 * @param cacheControl what the CDN passes on
 */
record Content(
        byte[] body, boolean gzip, String sha256, long number, String versionId, String type, String cacheControl) {
    private static final String PRIVATE = "no-store";

    static Content of(StoredObject object, long number, String versionId, String cacheControl) {
        return new Content(
                object.body(),
                object.gzip(),
                Checksum.of(object.body()),
                number,
                versionId,
                MediaTypes.of(object.key()),
                cacheControl);
    }

    /** Bytes that no reader sees. */
    static Content closed(byte[] body) {
        return new Content(body, false, Checksum.of(body), 0, "", "application/json", PRIVATE);
    }
}
