package dev.stillframe.cli;

import dev.stillframe.core.publish.Pages;
import dev.stillframe.core.settings.Settings;
import dev.stillframe.standalone.build.Edition;
import dev.stillframe.standalone.files.DataFolder;
import dev.stillframe.standalone.http.HttpServer;
import dev.stillframe.standalone.http.QueuedLog;
import dev.stillframe.standalone.http.RequestLog;
import dev.stillframe.web.DeploymentPages;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: server, page, scheduler and builder in one process. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        header = "Serve files and page, and keep them up to date.",
        description = {
            "Serves files and page, and builds each window when its time has come.",
            "Sees at once what other commands import. Ctrl-C or SIGTERM stops it gracefully.",
            "Only this machine can reach it unless --bind says otherwise."
        },
        footer = {
            "",
            "Examples:",
            "  stillframe serve",
            "  stillframe serve --data /srv/stillframe --bind 0.0.0.0 --port 80",
            "  stillframe serve --log -"
        })
final class ServeCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    DataOptions options = new DataOptions();

    @Mixin
    FolderOnly folderOnly = new FolderOnly();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Port to listen at, 0 for any that is free (default: 8080).")
    int port = 8080;

    @Option(
            names = "--bind",
            paramLabel = "ADDR",
            defaultValue = HttpServer.LOOPBACK,
            description = "Address to listen at (default: 127.0.0.1; 0.0.0.0 for all).")
    String bind = HttpServer.LOOPBACK;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = {
                "Where a line of JSON for each request goes: a file, - for the standard output, or none"
                        + " (default: log/requests.jsonl in the data folder).",
                "A file is begun anew at 10 MB; the four before it are kept."
            })
    @Nullable
    String log;

    @Override
    public Integer call() throws InterruptedException {
        folderOnly.check("serve");
        if (port < 0 || port > 65535) {
            throw new WrongUse("--port " + port + " is not within 0 to 65535");
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Running running = new Running();
        Edition edition;
        Service service;
        try {
            // Not a clock that stands still: the windows go on from --now.
            InstantSource clock = options.now == null
                    ? options.clock()
                    : OffsetClock.startingAt(options.clock().instant());
            Settings settings = options.settings(System.getenv());
            edition = running.closes(Edition.open(options.folder(), settings, DeploymentPages.of(settings), clock));
            options.refuseThePast(edition);
            running.closes(ServeLock.take(edition.folder()));
            BuildCommand.adoptSettings(edition, err, "");
            RequestLog requests = requestLog(running, edition.folder());
            service = running.closes(new Service(edition, clock, shifted(settings, clock), requests, err));
            service.serve(bind, port);
        } catch (IOException e) {
            running.close();
            throw new Failure(e.getMessage() + "; choose another with --port or --bind", e);
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
        out.println("Stillframe " + Version.text() + " serves "
                + options.folder().root().toAbsolutePath().normalize() + " at");
        out.println();
        out.println("  http://" + shown(bind) + ":" + service.port() + "/");
        out.println();
        if (edition.scopes().size() == 1) {
            out.println("There are no samples yet: 'stillframe import FILE --data "
                    + options.folder().root() + "' takes some in.");
        }
        out.println("Ctrl-C stops it.");
        running.await();
        return Stillframe.DONE;
    }

    private RequestLog requestLog(Running running, DataFolder folder) {
        if ("none".equals(log)) {
            return RequestLog.NONE;
        }
        if ("-".equals(log)) {
            return running.closes(QueuedLog.stream(System.out));
        }
        Path file = log == null ? folder.requestLog() : Path.of(log);
        try {
            return running.closes(QueuedLog.file(file));
        } catch (IOException e) {
            throw new Failure("the log " + file + " cannot be written: " + e.getMessage() + "; see --log", e);
        }
    }

    private static @Nullable Pages shifted(Settings settings, InstantSource clock) {
        return clock instanceof OffsetClock shifted
                ? DeploymentPages.shifted(settings, shifted.offset(), "Shown as of another time than now.")
                : null;
    }

    private static String shown(String bind) {
        String host = bind.equals("0.0.0.0") || bind.equals("::") ? "localhost" : bind;
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
