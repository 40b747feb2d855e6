package dev.stillframe.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs commands as a user does, and keeps what they print. */
record Terminal(int exit, String out, String err) {
    static Terminal run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Stillframe.run(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
        return new Terminal(exit, out.toString(), err.toString());
    }
}
