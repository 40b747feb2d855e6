package dev.stillframe.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The program: {@code ./stillframe COMMAND}. Exit codes: 0 done, 1 failed, 2 wrong use. */
@Command(
        name = "stillframe",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {"Publishes time series as small static files that load at once and are never wrong.", ""},
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            ImportCommand.class,
            BuildCommand.class,
            VerifyCommand.class,
            RebuildCommand.class,
            LatestCommand.class,
            CoverageCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            TokenCommand.class,
            QuarantineCommand.class,
            DedupeCommand.class,
            ExportCommand.class,
            AuditCommand.class,
            LogsCommand.class,
            DoctorCommand.class,
            CostCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  stillframe demo                     a year of simulated data to look at",
            "  stillframe import speed.csv         take in a log of speedtest-cli",
            "  stillframe serve                    files and page on port 8080",
            "  stillframe verify                   prove every published number",
            "",
            "Data lies in --data DIR (default: ./data), or on AWS: --aws NAME. 'COMMAND --help' tells more."
        })
public final class Stillframe {
    /** Done. */
    static final int DONE = 0;
    /** It was asked rightly and did not work out. */
    static final int FAILED = 1;
    /** It was asked wrongly. */
    static final int WRONG_USE = 2;

    private final Map<String, String> environment;

    private Stillframe() {
        this(System.getenv());
    }

    private Stillframe(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The environment variables that a command was started with. */
    static Map<String, String> environment(CommandSpec command) {
        return command.root().userObject() instanceof Stillframe program ? program.environment : System.getenv();
    }

    /** Runs a command and ends the process. */
    public static void main(String[] args) {
        System.exit(run(args, writer(System.out), writer(System.err)));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    /** Runs a command and answers with its exit code. */
    public static int run(String[] args, PrintWriter out, PrintWriter err) {
        return run(args, System.getenv(), out, err);
    }

    /** Runs a command as if it had other environment variables. */
    static int run(String[] args, Map<String, String> environment, PrintWriter out, PrintWriter err) {
        CommandLine line = new CommandLine(new Stillframe(environment));
        line.setOut(out);
        line.setErr(err);
        line.setUsageHelpAutoWidth(true);
        line.setUsageHelpLongOptionsMaxWidth(28);
        line.setParameterExceptionHandler(new Errors());
        line.setExecutionExceptionHandler(new Errors());
        if (args.length == 0) {
            line.usage(out);
            return WRONG_USE;
        }
        return line.execute(args);
    }
}
