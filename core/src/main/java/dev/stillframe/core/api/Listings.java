package dev.stillframe.core.api;

import dev.stillframe.core.encode.Checksum;
import dev.stillframe.core.encode.Directory;
import dev.stillframe.core.model.Scope;
import dev.stillframe.core.read.Answer;
import dev.stillframe.core.read.Answer.Header;
import dev.stillframe.core.read.Conditions;
import dev.stillframe.core.read.PublicFiles;
import dev.stillframe.core.read.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** {@code /hosts}, and the description of the API itself. */
final class Listings {
    static final String HOSTS = "/hosts";
    static final String OPENAPI = "/openapi.yaml";

    private final Access access;
    private final Refusals refusals;
    private final PublicFiles files;
    private final byte[] description = load();
    private final String etag = "\"" + Checksum.of(description).substring(7, 39) + "\"";

    Listings(Access access, Refusals refusals, PublicFiles files) {
        this.access = access;
        this.refusals = refusals;
        this.files = files;
    }

    private static byte[] load() {
        try (InputStream in = Objects.requireNonNull(Listings.class.getResourceAsStream("openapi.yaml"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same as the file {@code hosts.json}. */
    Reply hosts(Call call) {
        Optional<Answer> other = ReadOnly.otherOrParameter(call);
        if (other.isPresent()) {
            return whole(other.get());
        }
        Caller caller = access.reader(call);
        Optional<Answer> refusal = access.refusal(caller, Scope.ALL, call.method());
        if (refusal.isPresent()) {
            return refusals.reply(caller, call, "GET " + HOSTS, refusal.get());
        }
        Request request = call.toRequest();
        return whole(access.guarded(files.answer(new Request(
                request.method(),
                "/" + Directory.HOSTS,
                null,
                request.ifNoneMatch(),
                request.ifModifiedSince(),
                request.acceptEncoding()))));
    }

    Reply openApi(Call call) {
        Optional<Answer> other = ReadOnly.otherOrParameter(call);
        if (other.isPresent()) {
            return whole(other.get());
        }
        List<Header> headers = List.of(
                new Header("ETag", etag),
                new Header("Cache-Control", "public, max-age=3600"),
                new Header("Access-Control-Allow-Origin", "*"),
                new Header("X-Content-Type-Options", "nosniff"),
                new Header("Content-Type", "application/yaml"));
        return whole(
                Conditions.notModified(call.header("if-none-match"), null, etag, Long.MAX_VALUE)
                        ? Answer.notModified(headers.subList(0, headers.size() - 1), description.length)
                        : Answer.of(200, headers, description, call.method()));
    }

    private static Reply whole(Answer answer) {
        return new Reply.Whole(answer, Facts.NONE);
    }
}
