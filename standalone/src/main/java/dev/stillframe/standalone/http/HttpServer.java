package dev.stillframe.standalone.http;

import dev.stillframe.core.api.FrontDoor;
import dev.stillframe.core.api.Health;
import dev.stillframe.core.read.PublicFiles;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** The embedded server. Started and stopped once. Its threads do not keep the process alive. */
public final class HttpServer {
    /** The address that only programs of the same machine reach. */
    public static final String LOOPBACK = "127.0.0.1";

    /** How many ports {@link #startFrom} tries. */
    static final int PORTS_TRIED = 100;

    private static final int MAX_THREADS = 32;

    /**
     * The system's memory for what one client has not read yet. With more, a slow client would take so much at once that it
     * seems idle for longer than is allowed; and a thousand that never read would take gigabytes.
     */
    private static final int SEND_BUFFER = 128 << 10;

    private final Limits limits;
    private final Paces paces;
    private final Bodies bodies;
    private final Streams streams;
    private final Routes routes;
    private final Errors errors;
    private @Nullable Server server;
    private @Nullable ServerConnector connector;
    private @Nullable SlowClients slowClients;

    /** A server without an API and a log, with the usual limits. */
    public HttpServer(PublicFiles files, Assets assets, Supplier<Health> health) {
        this(
                new Site(health, FrontDoor.OPEN, assets, files),
                RequestLog.NONE,
                Limits.DEFAULT,
                false,
                InstantSource.system());
    }

    /**
     * A server that is not started yet.
     *
     * @param log told of each request
     * @param limits what one client may take
     * @param behindProxy whether a proxy adds the client's address to {@code X-Forwarded-For}; without one that field is only
     *     what a client says of itself
     * @param clock the time of the log, and of the age of what is served
     */
    public HttpServer(Site site, RequestLog log, Limits limits, boolean behindProxy, InstantSource clock) {
        this.limits = limits;
        this.paces = new Paces(limits);
        Sender sender = new Sender(limits.transfers(), paces, log, clock);
        this.bodies = new Bodies(limits.transfers(), paces);
        this.streams = new Streams(limits, paces, sender);
        this.routes = new Routes(site, bodies, streams, sender, behindProxy, clock);
        this.errors = new Errors(sender, behindProxy);
    }

    /**
     * Listens; returns when connections are taken.
     *
     * @param bind address or name of this machine to listen at; {@link #LOOPBACK} unless the user asks for another
     * @param port 1 to 65535, or 0 for any that is free
     * @throws BindException when the port is taken or not allowed; says which
     * @throws IOException when the address is none of this machine
     */
    public synchronized void start(String bind, int port) throws IOException {
        if (server != null) {
            throw new IllegalStateException("the server was started before");
        }
        InetAddress address = address(bind);
        ServerConnector listening = null;
        Server made = new Server(threads());
        try {
            listening = connector(made, address, port);
            listening.open();
            made.addConnector(listening);
            made.setHandler(new GracefulHandler(routes));
            made.setErrorHandler(errors);
            made.addBean(new NetworkConnectionLimit(limits.connections(), listening));
            made.setStopTimeout(limits.grace().toMillis());
            streams.start(listening.getScheduler());
            made.start();
            paces.start(listening.getScheduler());
        } catch (Exception e) {
            close(made, listening);
            throw failure(bind, port, e);
        }
        server = made;
        connector = listening;
        slowClients = new SlowClients(listening, limits.headerTime(), bodies::isReadingFrom);
        slowClients.start();
    }

    /**
     * Listens at the first port that is free.
     *
     * @param bind as for {@link #start}
     * @param first the port to begin with; up to a hundred are tried
     * @throws BindException when all of them are taken
     * @throws IOException when the address is none of this machine
     */
    public synchronized void startFrom(String bind, int first) throws IOException {
        int last = Math.min(first + PORTS_TRIED - 1, 65535);
        for (int port = first; port <= last; port++) {
            try {
                start(bind, port);
                return;
            } catch (BindException e) {
                // The next may be free.
            }
        }
        throw new BindException("no port from " + first + " to " + last + " is free at " + bind);
    }

    /**
     * The port it listens at.
     *
     * @throws IllegalStateException when it does not
     */
    public synchronized int port() {
        if (connector == null) {
            throw new IllegalStateException("the server is not started");
        }
        return connector.getLocalPort();
    }

    /**
     * Takes no more connections, lets the requests in work finish, and returns when they have or their time is up. Does nothing
     * on a server that does not run.
     */
    public void stop() {
        Server running;
        synchronized (this) {
            running = server;
            if (slowClients != null) {
                slowClients.stop();
            }
        }
        if (running != null) {
            streams.stop();
            close(running, null);
            paces.stop();
        }
    }

    /** Platform threads only move bytes; routes, which read files, run on virtual ones. */
    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
        threads.setName("http");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        return threads;
    }

    private ServerConnector connector(Server made, InetAddress address, int port) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(limits.headerBytes());
        // Paths are compared as they were sent and never decoded, so an odd one is a path that does not exist.
        http.setUriCompliance(UriCompliance.UNSAFE);
        ServerConnector listening = new ServerConnector(made, 1, 1, new HttpConnectionFactory(http));
        listening.setHost(address.getHostAddress());
        listening.setPort(port);
        listening.setAcceptedSendBufferSize(SEND_BUFFER);
        listening.setIdleTimeout(limits.idle().toMillis());
        return listening;
    }

    private static InetAddress address(String bind) throws IOException {
        try {
            return InetAddress.getByName(bind);
        } catch (UnknownHostException e) {
            throw new IOException("'" + bind + "' is no address of this machine", e);
        }
    }

    private static IOException failure(String bind, int port, Exception cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof BindException) {
                BindException taken =
                        new BindException("port " + port + " of " + bind + " cannot be used: " + t.getMessage());
                taken.initCause(cause);
                return taken;
            }
        }
        return new IOException("the server could not be started at " + bind + ", port " + port, cause);
    }

    private static void close(Server made, @Nullable ServerConnector listening) {
        try {
            if (listening != null) {
                listening.close();
            }
            made.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // Requests that outlast the grace are cut off; the server is down all the same.
            System.getLogger(HttpServer.class.getName()).log(System.Logger.Level.DEBUG, "stopped late", e);
        }
    }
}
