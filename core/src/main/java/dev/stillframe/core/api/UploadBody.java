package dev.stillframe.core.api;

import dev.stillframe.core.encode.Gunzip;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Opens the body of a request: its type and encoding must be known, it is unpacked within a limit, and must be UTF-8.
 *
 * @param types the media types that are taken, in lower case
 * @param maxSent the most bytes as sent
 * @param maxPlain the most bytes once unpacked
 */
record UploadBody(List<String> types, int maxSent, int maxPlain) {
    private static final List<String> ENCODINGS = List.of("identity", "gzip");

    /** Copies the list. */
    UploadBody {
        types = List.copyOf(types);
    }

    /** An opened body. */
    sealed interface Opened permits Text, Refused {}

    /** Valid UTF-8 without NUL characters and without a byte order mark. */
    record Text(byte[] utf8) implements Opened {}

    /**
     * Opens a body.
     *
     * @param body as sent
     * @param contentType the field {@code Content-Type}
     * @param contentEncoding the field {@code Content-Encoding}
     */
    Opened open(byte[] body, @Nullable String contentType, @Nullable String contentEncoding) {
        if (contentType == null) {
            return new Refused(415, "The body needs a Content-Type.", types);
        }
        String[] parts = contentType.split(";", -1);
        if (!types.contains(parts[0].strip().toLowerCase(Locale.ROOT))) {
            return new Refused(415, "The Content-Type is none of those allowed.", types);
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
            if (parameter.startsWith("charset")
                    && !parameter.replace("\"", "").replace(" ", "").equals("charset=utf-8")) {
                return new Refused(415, "The charset is not the one allowed.", List.of("utf-8"));
            }
        }
        if (body.length > maxSent) {
            return tooLong();
        }
        String encoding = contentEncoding == null ? "" : contentEncoding.strip().toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "", "identity" -> body.length > maxPlain ? tooLong() : text(body);
            case "gzip", "x-gzip" -> unpack(body);
            default -> new Refused(415, "The Content-Encoding is none of those allowed.", ENCODINGS);
        };
    }

    /** The refusal of a body that is longer than allowed. */
    Refused tooLong() {
        return new Refused(
                413,
                String.format(
                        Locale.ROOT,
                        "The body is too long: at most %,d bytes, and %,d once unpacked.",
                        maxSent,
                        maxPlain),
                List.of());
    }

    private Opened unpack(byte[] body) {
        return switch (Gunzip.unpack(body, maxPlain)) {
            case Gunzip.Result.Whole whole -> text(whole.bytes());
            case Gunzip.Result.TooLong _ -> tooLong();
            case Gunzip.Result.Broken _ ->
                Refused.bad("The body is not whole gzip: it is damaged, cut off, or something follows its end.");
        };
    }

    private static Opened text(byte[] bytes) {
        boolean marked =
                bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        byte[] text = marked ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
        if (bytes.length >= 2 && bytes[0] == (byte) 0x1F && bytes[1] == (byte) 0x8B) {
            return Refused.bad("The body is gzip, and no 'Content-Encoding: gzip' says so.");
        }
        int wrong = firstThatIsNotUtf8(text);
        if (wrong >= 0) {
            return Refused.bad("The body is not valid UTF-8 at byte " + (wrong + (marked ? 3 : 0)) + ".");
        }
        for (byte b : text) {
            // A parser would take it for UTF-16, which nobody is allowed to send.
            if (b == 0) {
                return Refused.bad("The body has a NUL character, which is not allowed in JSON.");
            }
        }
        return new Text(text);
    }

    /** Where the first byte is that cannot stand there, or -1. */
    private static int firstThatIsNotUtf8(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(4096);
        while (true) {
            CoderResult result = decoder.decode(in, out.clear(), true);
            if (result.isError()) {
                return in.position();
            }
            if (result.isUnderflow()) {
                return -1;
            }
        }
    }
}
