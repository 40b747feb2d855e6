package dev.stillframe.standalone.http;

import dev.stillframe.core.encode.Gzip;
import dev.stillframe.core.read.AcceptEncoding;
import dev.stillframe.core.read.Answer;
import dev.stillframe.core.read.Answer.Header;
import dev.stillframe.core.read.Conditions;
import dev.stillframe.core.read.MediaTypes;
import dev.stillframe.core.read.PageSecurity;
import dev.stillframe.core.read.Problem;
import dev.stillframe.core.read.PublicFiles;
import dev.stillframe.core.read.Request;
import dev.stillframe.standalone.http.Assets.Asset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Answers requests for the files of the page, with the headers that keep foreign content out of it. */
final class Page {
    private static final List<String> METHODS = List.of("GET", "HEAD", "OPTIONS");
    private static final Pattern NO_WORD = Pattern.compile("[^0-9a-zA-Z]+");
    private static final int SHORTEST_HASH = 8;

    private static final List<Header> SECURITY = PageSecurity.ofPage();

    /** Compressed once each; the assets are a fixed set. */
    private final Map<String, byte[]> compressed = new ConcurrentHashMap<>();

    Answer answer(Asset asset, Request request) {
        if (request.method().equals("OPTIONS")) {
            return PublicFiles.PREFLIGHT;
        }
        if (!METHODS.contains(request.method())) {
            return Problem.methodNotAllowed(METHODS, request.method());
        }
        boolean compressible = MediaTypes.isTextType(asset.contentType());
        boolean gzip = compressible && AcceptEncoding.gzip(request.acceptEncoding());
        String etag = gzip ? "\"" + asset.hash() + "-gzip\"" : "\"" + asset.hash() + "\"";
        List<Header> headers = new ArrayList<>(SECURITY);
        headers.add(new Header("ETag", etag));
        headers.add(new Header(
                "Cache-Control", names(request, asset) ? "public, max-age=31536000, immutable" : "no-cache"));
        if (compressible) {
            headers.add(new Header("Vary", "Accept-Encoding"));
        }
        if (Conditions.notModified(request.ifNoneMatch(), null, etag, Long.MAX_VALUE)) {
            return Answer.notModified(headers, (gzip ? compressed(asset) : asset.bytes()).length);
        }
        headers.add(new Header("Content-Type", asset.contentType()));
        if (gzip) {
            headers.add(new Header("Content-Encoding", "gzip"));
        }
        return Answer.of(200, headers, gzip ? compressed(asset) : asset.bytes(), request.method());
    }

    private byte[] compressed(Asset asset) {
        return compressed.computeIfAbsent(asset.hash(), hash -> {
            try (Gzip gzip = new Gzip()) {
                return gzip.compress(asset.bytes(), 0);
            }
        });
    }

    /** Whether the address names this very content, so that it can never stand for another. */
    private static boolean names(Request request, Asset asset) {
        return NO_WORD.splitAsStream(request.path()).anyMatch(word -> isHash(word, asset));
    }

    private static boolean isHash(String word, Asset asset) {
        return word.length() >= SHORTEST_HASH && asset.hash().startsWith(word);
    }
}
