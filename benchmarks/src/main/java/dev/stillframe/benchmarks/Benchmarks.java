package dev.stillframe.benchmarks;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** Runs the measurements. See benchmarks/README.md. */
public final class Benchmarks {
    private static final String USAGE = """
            java -jar benchmarks.jar [PROGRAM] [--folder DIR] [--lines N] [--hosts N] [--logs DIR] [--launcher FILE]

              all        every program below but coldstart and jmh, one after another (the default)
              payloads   one new sample to 24 compressed payloads, in memory
              build      a whole build on a real folder, with 1 and 12 months of history
              import     lines a second into a fresh data folder
              hosts      many hosts, built with a heap of 512 MB
              reads      one request for a public file
              api        uploads and requests over HTTP
              startup    ./stillframe --help
              coldstart  the functions of the edition on AWS, from the start of a process to the first answer
              jmh …      the microbenchmarks; what follows goes to JMH (-h for its help)

              --folder   where temporary data folders are made: the disk that is measured
              --lines    lines of the invented log (1,000,000)
              --hosts    how many hosts (1,000)
              --logs     a folder of real logs, imported too
              --launcher the launcher (./stillframe or ../stillframe); beside it lie the functions of coldstart
            """;

    private static final List<String> PROGRAMS =
            List.of("payloads", "build", "import", "reads", "api", "hosts", "startup");

    private static final String COLD = "coldstart";

    private Benchmarks() {}

    /** Runs the program named first, all without one. Exit code 2 for a wrong command line. */
    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        String program = args.length == 0 || args[0].startsWith("--") ? "all" : args[0];
        if (program.equals("jmh")) {
            org.openjdk.jmh.Main.main(Arrays.copyOfRange(args, 1, args.length));
            return;
        }
        Options options;
        try {
            options = Options.parse(args, args.length > 0 && program.equals(args[0]) ? 1 : 0);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n\n" + USAGE);
            System.exit(2);
            return;
        }
        out.println(Machine.describe() + "\n");
        if (!PROGRAMS.contains(program) && !program.equals("all") && !program.equals(COLD)) {
            System.err.println("there is no program " + program + "\n\n" + USAGE);
            System.exit(2);
        }
        long start = System.nanoTime();
        for (String name : program.equals("all") ? PROGRAMS : List.of(program)) {
            run(name, options, out);
        }
        out.println("Took " + Table.number((System.nanoTime() - start) / 1e9, 0) + " s.");
    }

    private static void run(String program, Options options, PrintStream out) throws Exception {
        switch (program) {
            case "payloads" -> new PayloadsProgram(out).run();
            case "build" -> new BuildProgram(out, options.folder()).run();
            case "import" -> new ImportProgram(out, options).run();
            case "hosts" -> new HostsProgram(out, options).run();
            case "reads" -> new ReadsProgram(out, options.folder()).run();
            case "api" -> new ApiProgram(out, options).run();
            case "startup" -> new StartupProgram(out, options.launcher()).run();
            case COLD -> new ColdStartProgram(out, options).run();
            default -> throw new IllegalArgumentException(program);
        }
    }
}
