package dev.stillframe.standalone.http;

import dev.stillframe.core.api.Facts;
import dev.stillframe.core.read.Answer;
import dev.stillframe.core.read.Problem;
import java.util.List;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers requests that never reached a route: torn, too long, met while stopping. */
final class Errors implements Request.Handler {
    private final Sender sender;
    private final boolean behindProxy;

    Errors(Sender sender, boolean behindProxy) {
        this.sender = sender;
        this.behindProxy = behindProxy;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus() < 400 ? 500 : response.getStatus();
        Answer answer = Problem.answer(status, detail(status), List.of(), request.getMethod())
                .with(new Answer.Header("Connection", "close"));
        sender.send(Exchange.of(request, response, callback, behindProxy), answer, Facts.NONE);
        return true;
    }

    private static String detail(int status) {
        return switch (status) {
            case 400 -> "This is not a correct HTTP request.";
            case 408 -> "The request took too long to arrive.";
            case 414, 431 -> "The request line or its headers are too long.";
            case 503 -> "The server is stopping.";
            default -> status < 500 ? "The request cannot be answered." : "The server could not answer this.";
        };
    }
}
