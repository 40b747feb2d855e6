package dev.stillframe.standalone.http;

import dev.stillframe.core.api.Reply;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** The event streams that are open. */
final class Streams {
    private final Limits limits;
    private final Paces paces;
    private final Sender sender;
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private int places;
    private @Nullable Scheduler scheduler;

    Streams(Limits limits, Paces paces, Sender sender) {
        this.limits = limits;
        this.paces = paces;
        this.sender = sender;
        this.places = limits.streams().most();
    }

    synchronized void start(Scheduler on) {
        scheduler = on;
    }

    /** Begins a stream; false when there are too many, or the server stops. */
    boolean open(Exchange exchange, Reply.Stream reply) {
        EventStream stream;
        synchronized (this) {
            if (scheduler == null || places == 0) {
                return false;
            }
            places--;
            stream = new EventStream(exchange, reply, limits, sender, scheduler, this::gone);
            open.add(stream);
        }
        paces.add(stream);
        stream.begin();
        return true;
    }

    private void gone(EventStream stream) {
        paces.remove(stream);
        if (open.remove(stream)) {
            synchronized (this) {
                places++;
            }
        }
    }

    /** Opens no more streams, and ends all that are open. Their clients come back and go on where they were. */
    void stop() {
        synchronized (this) {
            scheduler = null;
        }
        open.forEach(EventStream::endAtOnce);
    }
}
