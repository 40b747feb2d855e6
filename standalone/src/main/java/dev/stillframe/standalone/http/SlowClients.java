package dev.stillframe.standalone.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Cuts off clients that send a request's header so slowly that it never ends, yet often enough never to be idle. Looks at all
 * connections twice in the time allowed; costs a waiting client nothing and no thread.
 */
final class SlowClients {
    private final ServerConnector connector;
    private final Duration headerTime;
    private final Predicate<EndPoint> inBody;
    private Map<EndPoint, Seen> seen = new HashMap<>();
    private Scheduler.@Nullable Task next;
    private boolean stopped;

    /**
     * Looks after the connections of a connector.
     *
     * @param inBody whether a body is being read from a connection, which has limits of its own
     */
    SlowClients(ServerConnector connector, Duration headerTime, Predicate<EndPoint> inBody) {
        this.connector = connector;
        this.headerTime = headerTime;
        this.inBody = inBody;
    }

    /**
     * What a connection had received when it was looked at.
     *
     * @param messages whole request headers, and whole answers
     * @param bytes bytes when that number was first seen
     * @param growingSince {@link System#nanoTime} of the first look that found more bytes than those, null before
     */
    private record Seen(long messages, long bytes, @Nullable Long growingSince) {}

    synchronized void start() {
        next = connector.getScheduler().schedule(this::look, headerTime.toMillis() / 2 + 1, TimeUnit.MILLISECONDS);
    }

    synchronized void stop() {
        stopped = true;
        if (next != null) {
            next.cancel();
        }
    }

    private synchronized void look() {
        if (stopped) {
            return;
        }
        long now = System.nanoTime();
        Map<EndPoint, Seen> present = new HashMap<>();
        for (EndPoint endPoint : connector.getConnectedEndPoints()) {
            Connection connection = endPoint.getConnection();
            if (connection != null) {
                Seen state = look(connection, inBody.test(endPoint), seen.get(endPoint), now);
                if (state.growingSince() != null && now - state.growingSince() >= headerTime.toNanos()) {
                    endPoint.close();
                } else {
                    present.put(endPoint, state);
                }
            }
        }
        seen = present;
        start();
    }

    private static Seen look(Connection connection, boolean inBody, @Nullable Seen before, long now) {
        long messages = connection.getMessagesIn() + connection.getMessagesOut();
        long bytes = connection.getBytesIn();
        if (before == null && messages == 0 && bytes > 0) {
            return new Seen(messages, 0, now);
        }
        if (inBody || before == null || before.messages() != messages) {
            return new Seen(messages, bytes, null);
        }
        boolean grew = bytes > before.bytes() && before.growingSince() == null;
        return grew ? new Seen(messages, before.bytes(), now) : before;
    }
}
