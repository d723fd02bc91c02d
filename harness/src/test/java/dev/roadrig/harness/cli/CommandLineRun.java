package dev.roadrig.harness.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * A command that has run in this process, and what it said.
 *
 * @param code its exit code
 */
record CommandLineRun(int code, String out, String err) {
    static CommandLineRun of(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new CommandLineRun(code, out.toString(), err.toString());
    }
}
