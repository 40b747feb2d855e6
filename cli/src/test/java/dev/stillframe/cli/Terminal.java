package dev.stillframe.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** Runs commands as a user does, and keeps what they print. */
record Terminal(int exit, String out, String err) {
    static Terminal run(String... arguments) {
        return run(System.getenv(), arguments);
    }

    /** As if there were other environment variables. */
    static Terminal run(Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Stillframe.run(arguments, environment, new PrintWriter(out, true), new PrintWriter(err, true));
        return new Terminal(exit, out.toString(), err.toString());
    }
}
