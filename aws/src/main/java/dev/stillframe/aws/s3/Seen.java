package dev.stillframe.aws.s3;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * An object as it was when it was last looked at: what its metadata say, and the tag that a replacement can be conditioned on.
 *
 * @param etag without quotes; null when there was no object
 * @param number the build or number that it was put there with; -1 when there is none, or it does not say
 * @param sha256 what its bytes ought to have, empty when it does not say
 * @param versionId its version, empty when it has none
 * @param proven whether its bytes were seen to have that digest, or were written here
 */
record Seen(@Nullable String etag, long number, String sha256, String versionId, boolean proven) {
    static final Seen ABSENT = new Seen(null, -1, "", "", false);

    static final String NUMBER = "number";
    static final String SHA256 = "sha256";
    static final String VERSION = "version";

    static Seen of(HeadObjectResponse answer) {
        return of(answer.eTag(), answer.metadata(), false);
    }

    static Seen of(GetObjectResponse answer, boolean proven) {
        return of(answer.eTag(), answer.metadata(), proven);
    }

    static Seen written(String etag, Content content) {
        return new Seen(bare(etag), content.number(), content.sha256(), content.versionId(), true);
    }

    private static Seen of(String etag, Map<String, String> metadata, boolean proven) {
        return new Seen(
                bare(etag),
                number(metadata.getOrDefault(NUMBER, "")),
                metadata.getOrDefault(SHA256, ""),
                metadata.getOrDefault(VERSION, ""),
                proven);
    }

    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }

    /** Servers differ in where they put the quotes. */
    static String bare(String etag) {
        return etag.replace("\"", "");
    }

    boolean exists() {
        return etag != null;
    }

    /** Whether the object is still the one that was seen, going by a tag that was read just now. */
    boolean is(@Nullable String tag) {
        return tag != null && tag.equals(etag);
    }

    boolean isOf(Content content) {
        return number == content.number() && sha256.equals(content.sha256());
    }
}
