package dev.stillframe.core.read;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Conditional requests of RFC 9110, section 13, as far as reading needs them. */
public final class Conditions {
    private static final Pattern TAG = Pattern.compile("\"[^\"]*\"");

    private Conditions() {}

    /**
     * Whether a client has what it asks for, so that 304 is the answer. A date counts only where no tag was sent; one that is
     * not understood does not count.
     *
     * @param ifNoneMatch the field {@code If-None-Match}
     * @param ifModifiedSince the field {@code If-Modified-Since}
     * @param etag the entity tag of what would be sent, in quotes
     * @param modifiedAt when that was made, epoch milliseconds; {@link Long#MAX_VALUE} where it is not known
     */
    public static boolean notModified(
            @Nullable String ifNoneMatch, @Nullable String ifModifiedSince, String etag, long modifiedAt) {
        if (ifNoneMatch != null) {
            return names(ifNoneMatch, etag);
        }
        return ifModifiedSince != null
                && HttpDate.parse(ifModifiedSince)
                        .map(since -> Math.floorDiv(modifiedAt, 1000) == Math.floorDiv(since, 1000))
                        .orElse(false);
    }

    /** Weak comparison, as the RFC asks for here: a {@code W/} before a tag makes no difference. */
    private static boolean names(String ifNoneMatch, String etag) {
        if (ifNoneMatch.strip().equals("*")) {
            return true;
        }
        Matcher tags = TAG.matcher(ifNoneMatch);
        while (tags.find()) {
            if (tags.group().equals(etag)) {
                return true;
            }
        }
        return false;
    }
}
