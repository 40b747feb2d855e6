package dev.stillframe.core.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsOfRequestsTest {
    private static final String TAG = "\"abc\"";
    private static final long MODIFIED = 1_767_503_167_890L;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "GZip",
                "x-gzip",
                "deflate, gzip, br",
                "gzip;q=0.001",
                "gzip; q=1.000",
                "*",
                "*;q=0.1",
                "br;q=1, gzip;q=0.8, *;q=0.1",
                "identity;q=0.5, gzip",
                "gzip;q=0.5, identity;q=0.5",
                "identity;q=0, *"
            })
    void gzipIsTaken(String field) {
        assertThat(AcceptEncoding.gzip(field)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "identity", "deflate, br", "gzip;q=0", "gzip;q=0.0", "GZIP; Q=0", "*;q=0", "gzip;q=0, *",
                "gzip;q=x", "gzip;q=2", "gzip;q=-1", "gzip;q=", "gzipped", "gzip;q=0.5, identity;q=0.6", ",;,=", "q=1"
            })
    void gzipIsNotTaken(String field) {
        assertThat(AcceptEncoding.gzip(field)).isFalse();
    }

    @Test
    void aClientThatSaysNothingGetsPlainBytes() {
        assertThat(AcceptEncoding.gzip(null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"abc\"", "W/\"abc\"", "\"x\", \"abc\"", "\"x,y\",W/\"abc\" , \"z\"", "*", " * "})
    void aTagThatIsKnownMeansNotModified(String ifNoneMatch) {
        assertThat(Conditions.notModified(ifNoneMatch, null, TAG, MODIFIED)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"abcd\"", "abc", "", "\"", "\"ab\"c\"", "\"*\"", "\"abc-gzip\""})
    void aTagThatIsNotKnownMeansModifiedWhateverTheDate(String ifNoneMatch) {
        assertThat(Conditions.notModified(ifNoneMatch, "Fri, 31 Dec 2100 00:00:00 GMT", TAG, MODIFIED))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sun, 04 Jan 2026 05:06:07 GMT | true",
                "Sunday, 04-Jan-26 05:06:07 GMT | true",
                "Sun Jan  4 05:06:07 2026 | true",
                "Sun, 04 Jan 2026 05:06:08 GMT | false",
                "Sun, 04 Jan 2026 05:06:06 GMT | false",
                "Sun, 04 Jan 2026 05:06:07 CET | false",
                "2026-01-04T05:06:07Z | false",
                "Mon, 31 Feb 2026 05:06:07 GMT | false",
                "yesterday | false",
                "'' | false"
            })
    void aDateCountsToTheSecondAndOnlyIfItIsOne(String ifModifiedSince, boolean notModified) {
        assertThat(Conditions.notModified(null, ifModifiedSince, TAG, MODIFIED)).isEqualTo(notModified);
    }

    @Test
    void datesAreWrittenInTheFixedFormWhateverTheLanguage() {
        assertThat(HttpDate.format(MODIFIED)).isEqualTo("Sun, 04 Jan 2026 05:06:07 GMT");
        assertThat(HttpDate.parse(HttpDate.format(MODIFIED))).contains(MODIFIED - 890);
    }

    @Test
    void parametersAreDecodedAndThoseNotAllowedAreNamed() {
        assertThat(Query.parse("a=1%202&b", Set.of("a", "b")))
                .isEqualTo(new Query.Parameters(Map.of("a", "1 2", "b", "")));
        assertThat(Query.parse(null, Set.of())).isEqualTo(new Query.Parameters(Map.of()));
        assertThat(Query.parse("&&", Set.of())).isEqualTo(new Query.Parameters(Map.of()));
        assertThat(refusal("c=1")).isEqualTo("There is no parameter 'c' here.");
        assertThat(refusal("a=1&a=2")).isEqualTo("The parameter 'a' stands twice.");
        assertThat(refusal("a=%zz")).contains("percent-encoded");
        assertThat(refusal("%0a%00=1")).isEqualTo("There is no parameter '??' here.");
        assertThat(refusal("x".repeat(5000))).hasSizeLessThan(80);
    }

    private static String refusal(String raw) {
        return ((Query.Refused) Query.parse(raw, Set.of("a", "b"))).detail();
    }
}
