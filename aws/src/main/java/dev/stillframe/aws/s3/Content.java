package dev.stillframe.aws.s3;

import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.port.StoredObject;

/**
 * What is put under a name, with all that is stored beside it.
 *
 * @param body the bytes
 * @param gzip whether they are gzip-encoded
 * @param sha256 their digest, as {@link Checksum#of} writes it
 * @param number the build or number that it belongs to
 * @param versionId its version, empty when it has none
 * @param cacheControl what the CDN passes on
 */
record Content(byte[] body, boolean gzip, String sha256, long number, String versionId, String cacheControl) {
    static Content of(StoredObject object, long number, String versionId, String cacheControl) {
        return new Content(object.body(), object.gzip(), Checksum.of(object.body()), number, versionId, cacheControl);
    }
}
