package dev.stillframe.core.api;

import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.read.AcceptEncoding;
import dev.stillframe.core.read.Answer;
import dev.stillframe.core.read.Answer.Header;
import dev.stillframe.core.read.Conditions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** JSON that is kept, gzip-encoded, to be sent again and again. */
final class Prepared {
    private static final String EXPOSED = "ETag, Content-Encoding, Content-Length, Date, Retry-After, X-Cache";
    private static final int DIGEST = 16;

    private final byte[] packed;
    private final int length;
    private final String digest;

    Prepared(byte[] json) {
        try (Gzip gzip = new Gzip()) {
            this.packed = gzip.compress(json, 0);
        }
        this.length = json.length;
        this.digest = HexFormat.of().formatHex(Checksum.sha256(json), 0, DIGEST);
    }

    /** Bytes of memory. */
    int weight() {
        return packed.length + 200;
    }

    /** The answer to a read: 200, or 304 for who has it. */
    Answer answer(Call call, String cacheControl, String cache) {
        boolean gzip = AcceptEncoding.gzip(call.header("accept-encoding"));
        String etag = "\"" + digest + (gzip ? "-gzip\"" : "\"");
        List<Header> headers = new ArrayList<>(List.of(
                new Header("ETag", etag),
                new Header("Cache-Control", cacheControl),
                new Header("Vary", "Accept-Encoding"),
                new Header("Access-Control-Allow-Origin", "*"),
                new Header("Access-Control-Expose-Headers", EXPOSED),
                new Header("X-Content-Type-Options", "nosniff"),
                new Header("X-Cache", cache)));
        if (Conditions.notModified(call.header("if-none-match"), null, etag, Long.MAX_VALUE)) {
            return Answer.notModified(headers, gzip ? packed.length : length);
        }
        headers.add(new Header("Content-Type", "application/json"));
        if (gzip) {
            headers.add(new Header("Content-Encoding", "gzip"));
        }
        return Answer.of(200, headers, gzip ? packed : Gzip.decompress(packed, length), call.method());
    }
}
