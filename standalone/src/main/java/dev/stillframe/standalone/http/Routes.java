package dev.stillframe.standalone.http;

import dev.stillframe.core.api.Admission;
import dev.stillframe.core.api.Call;
import dev.stillframe.core.api.Facts;
import dev.stillframe.core.api.HealthPage;
import dev.stillframe.core.api.Reply;
import dev.stillframe.core.read.Answer;
import dev.stillframe.core.read.PageKeys;
import dev.stillframe.core.read.Problem;
import dev.stillframe.core.read.Served;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Hands each request to whoever answers its path: health, the API, the page, and the public files for all the rest. */
final class Routes extends Handler.Abstract {
    private static final System.Logger LOG = System.getLogger("dev.stillframe.http");
    private static final String RETRY_SECONDS = "5";

    private final Site site;
    private final Page page = new Page();
    private final HealthPage health;
    private final Bodies bodies;
    private final Streams streams;
    private final Sender sender;
    private final boolean behindProxy;
    private final InstantSource clock;

    Routes(Site site, Bodies bodies, Streams streams, Sender sender, boolean behindProxy, InstantSource clock) {
        this.site = site;
        this.health = new HealthPage(site.health());
        this.bodies = bodies;
        this.streams = streams;
        this.sender = sender;
        this.behindProxy = behindProxy;
        this.clock = clock;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Exchange exchange = Exchange.of(request, response, callback, behindProxy);
        Bodies.Outcome outcome = safely(exchange);
        switch (outcome.reply()) {
            case Reply.Whole whole -> {
                Answer answer = whole.answer();
                // What was not read must not be taken for the next request.
                boolean close = !outcome.wasRead() || request.getMethod().equals("CONNECT");
                sender.send(
                        exchange,
                        close ? answer.with(new Answer.Header("Connection", "close")) : answer,
                        whole.facts());
            }
            case Reply.Stream stream -> {
                if (!streams.open(exchange, stream)) {
                    stream.events().close();
                    Answer full = problem(exchange, 503, "Too many streams are open.")
                            .with(new Answer.Header("Retry-After", RETRY_SECONDS));
                    sender.send(exchange, full, stream.facts());
                }
            }
        }
        return true;
    }

    private Bodies.Outcome safely(Exchange exchange) {
        try {
            return answer(exchange);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a request failed: " + shown(exchange.path()), e);
            return new Bodies.Outcome(
                    whole(problem(exchange, 500, "The server could not answer this.")), !exchange.hasBody());
        }
    }

    private Bodies.Outcome answer(Exchange exchange) {
        Call call = exchange.toCall();
        if (call.path().equals(HealthPage.PATH)) {
            boolean named = site.door().mayReadAll(call);
            return bodiless(exchange, whole(health.answer(call.method(), call.query(), named)));
        }
        return switch (site.door().admit(call).orElse(null)) {
            case null -> bodiless(exchange, read(call));
            case Admission.Wanted wanted -> bodies.receive(exchange, wanted);
            case Admission.Answered(Reply.Whole whole) -> new Bodies.Outcome(whole, !exchange.hasBody());
            case Admission.Answered(Reply.Stream stream) -> {
                if (exchange.hasBody()) {
                    stream.events().close();
                    yield bodiless(exchange, whole(problem(exchange, 413, NO_BODY)));
                }
                yield new Bodies.Outcome(stream, true);
            }
        };
    }

    private static final String NO_BODY = "Requests must not have a body here.";

    /** What is not the API's: the page and the files. */
    private Reply.Whole read(Call call) {
        Optional<Answer> refused = site.door().refuseReading(call);
        if (refused.isPresent()) {
            return whole(refused.get());
        }
        var asked = call.toRequest();
        Optional<Assets.Asset> asset = site.assets().byPath(call.path());
        if (asset.isPresent()) {
            return whole(site.door().guarded(page.answer(asset.get(), asked)));
        }
        Served served = site.files().serve(asked);
        // A frame on a foreign page is asked for as long as that is open, which keeps no host awake.
        if (served.cache() != Served.Cache.NONE && !PageKeys.isEmbedded(call.path())) {
            site.door().looked(served.scope());
        }
        return new Reply.Whole(site.door().guarded(served.answer()), facts(served));
    }

    private Facts facts(Served served) {
        String cache =
                served.cache() == Served.Cache.NONE ? "" : served.cache().name().toLowerCase(Locale.ROOT);
        long age = served.publishedAt() < 0 ? -1 : Math.max(0, clock.millis() - served.publishedAt());
        return new Facts(served.scope(), cache, age, "", "");
    }

    /** The outcome where nobody reads bodies. An answer that is a refusal already says more than that they are not taken. */
    private static Bodies.Outcome bodiless(Exchange exchange, Reply.Whole reply) {
        if (!exchange.hasBody()) {
            return new Bodies.Outcome(reply, true);
        }
        Reply.Whole refused = reply.answer().status() >= 400
                ? reply
                : new Reply.Whole(problem(exchange, 413, NO_BODY), reply.facts());
        return new Bodies.Outcome(refused, false);
    }

    private static Reply.Whole whole(Answer answer) {
        return new Reply.Whole(answer, Facts.NONE);
    }

    private static Answer problem(Exchange exchange, int status, String detail) {
        return Problem.answer(status, detail, List.of(), exchange.request().getMethod());
    }

    /** A text of a client, fit for a line of a log. */
    private static String shown(String text) {
        String clean = text.replaceAll("[^!-~]", "?");
        return clean.length() <= 200 ? clean : clean.substring(0, 200) + "...";
    }
}
