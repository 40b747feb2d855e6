package dev.stillframe.standalone.http;

import dev.stillframe.core.read.Answer;
import dev.stillframe.core.read.Problem;
import dev.stillframe.core.read.PublicFiles;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Hands each request to whoever answers its path: health, the page, and the public files for all the rest. */
final class Routes extends Handler.Abstract {
    private static final System.Logger LOG = System.getLogger("dev.stillframe.http");

    private final PublicFiles files;
    private final Assets assets;
    private final Page page = new Page();
    private final HealthPage health;

    Routes(PublicFiles files, Assets assets, HealthPage health) {
        this.files = files;
        this.assets = assets;
        this.health = health;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Answer answer = safely(request);
        if (hasBody(request) || request.getMethod().equals("CONNECT")) {
            // What was not read must not be taken for the next request.
            answer = refuse(request, answer).with(new Answer.Header("Connection", "close"));
        }
        log(request, answer);
        send(answer, response, callback);
        return true;
    }

    /** Sends an answer as it is. */
    static void send(Answer answer, Response response, Callback callback) {
        response.setStatus(answer.status());
        for (Answer.Header header : answer.headers()) {
            response.getHeaders().add(new HttpField(header.name(), header.value()));
        }
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
    }

    private Answer safely(Request request) {
        try {
            return answer(request);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "a request failed: " + shown(request.getHttpURI().getPath()),
                    e);
            return Problem.answer(500, "The server could not answer this.", List.of(), request.getMethod());
        }
    }

    private Answer answer(Request request) {
        String method = request.getMethod();
        String path = Optional.ofNullable(request.getHttpURI().getPath()).orElse("");
        String query = request.getHttpURI().getQuery();
        if (path.equals(HealthPage.PATH)) {
            return health.answer(method, query);
        }
        var asked = new dev.stillframe.core.read.Request(
                method,
                path,
                query,
                field(request, HttpHeader.IF_NONE_MATCH),
                field(request, HttpHeader.IF_MODIFIED_SINCE),
                field(request, HttpHeader.ACCEPT_ENCODING));
        return assets.byPath(path).map(asset -> page.answer(asset, asked)).orElseGet(() -> files.answer(asked));
    }

    private static @Nullable String field(Request request, HttpHeader name) {
        return switch (request.getHeaders().getValuesList(name)) {
            case List<String> none when none.isEmpty() -> null;
            case List<String> values -> String.join(", ", values);
        };
    }

    private static boolean hasBody(Request request) {
        HttpFields headers = request.getHeaders();
        return headers.contains(HttpHeader.TRANSFER_ENCODING) || headers.getLongField(HttpHeader.CONTENT_LENGTH) > 0;
    }

    /** An answer that is a refusal already says more than that bodies are not taken. */
    private static Answer refuse(Request request, Answer answer) {
        return answer.status() >= 400
                ? answer
                : Problem.answer(413, "Requests must not have a body here.", List.of(), request.getMethod());
    }

    private static void log(Request request, Answer answer) {
        if (LOG.isLoggable(Level.DEBUG)) {
            long micros = (System.nanoTime() - request.getBeginNanoTime()) / 1000;
            LOG.log(
                    Level.DEBUG,
                    "method=" + shown(request.getMethod()) + " path="
                            + shown(request.getHttpURI().getPath()) + " status=" + answer.status() + " bytes="
                            + answer.body().length + " micros=" + micros);
        }
    }

    /** A text of a client, fit for a line of a log. */
    private static String shown(@Nullable String text) {
        String clean = String.valueOf(text).replaceAll("[^!-~]", "?");
        return clean.length() <= 200 ? clean : clean.substring(0, 200) + "...";
    }
}
