package dev.roadrig.harness.cli;

import dev.roadrig.harness.rack.Rack;
import dev.roadrig.harness.rack.SecretMask;
import dev.roadrig.harness.run.LaterFaults;
import dev.roadrig.harness.run.Version;
import dev.roadrig.reports.verdict.ExitCode;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RunFault;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The command line. Ends with 0, 1 (FAIL), 2 (bad input), 3 (ERROR, or a defect of Roadrig) or 4 (INCONCLUSIVE). */
@Command(
        name = "roadrig",
        description = "Drives real or emulated edge-AI boards, replays recorded drives on them, measures and judges.",
        mixinStandardHelpOptions = true,
        subcommands = {
            DemoCommand.class,
            CheckCommand.class,
            RunCommand.class,
            JudgeCommand.class,
            ReportCommand.class,
            ReplayCommand.class,
            DriveCommand.class,
            FieldCommand.class,
            LinkCommand.class,
            RackCommand.class,
            AgentCommand.class,
            TinyCommand.class,
            ToolCommand.class,
            BoardCommand.class,
            DoctorCommand.class
        })
public final class Main {
    private static final int BAD_INPUT = 2;
    private static final int ERROR = 3;

    private final List<MaskedWriter> printed = new ArrayList<>();

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs a command and says how it ended, without ending the process. */
    static int run(String... arguments) {
        var usual = new CommandLine(new Main());
        return run(usual.getOut(), usual.getErr(), arguments);
    }

    /** The same with what commands print going elsewhere. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        var main = new Main();
        CommandLine line = new CommandLine(main);
        return run(line.setOut(main.masked(out)).setErr(main.masked(err)), arguments);
    }

    private PrintWriter masked(PrintWriter out) {
        var writer = new MaskedWriter(out);
        printed.add(writer);
        return new PrintWriter(writer, true);
    }

    /** From now on nothing is printed of the rack's secrets. */
    void mask(Rack rack) {
        SecretMask mask = SecretMask.of(rack.secrets());
        printed.forEach(writer -> writer.mask(mask));
    }

    private static int run(CommandLine line, String... arguments) {
        line.setCaseInsensitiveEnumValuesAllowed(true);
        versioned(line);
        line.setParameterExceptionHandler(WrongWords::handle);
        line.setExecutionExceptionHandler((exception, command, result) -> {
            int code = explain(exception, command.getErr());
            return bisects(result) ? ExitCode.BISECT_SKIP : code;
        });
        if (arguments.length == 0) {
            line.usage(line.getErr());
            return BAD_INPUT;
        }
        return line.execute(arguments);
    }

    /** Each command answers --version, and with the program's. */
    private static void versioned(CommandLine line) {
        line.getCommandSpec().versionProvider(new Versions());
        line.getSubcommands().values().forEach(Main::versioned);
    }

    /** What is wrong with a file or a rig says nothing of the commit that is looked at. */
    private static boolean bisects(ParseResult result) {
        ParseResult last = result;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        return last.matchedOptionValue("--exit", ExitOptions.Form.PLAIN) == ExitOptions.Form.BISECT;
    }

    private static int explain(Exception exception, PrintWriter err) {
        BadInput bad = exception instanceof BadInput told
                ? told
                : FileTrouble.uncaught(exception).orElse(null);
        if (bad != null) {
            err.println(bad.getMessage());
            return BAD_INPUT;
        }
        if (exception instanceof RunFault fault) {
            err.println(fault.getMessage());
            LaterFaults.of(fault).forEach(later -> err.println("And then: " + later));
            fault.evidence().forEach(e -> err.println("-- " + e.title() + "\n" + e.text()));
            return ERROR;
        }
        err.println("A defect of Roadrig, and not of your files or your board. Please report this:");
        exception.printStackTrace(err);
        return ERROR;
    }

    /** What {@code --version} says. */
    static final class Versions implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"roadrig " + Version.text()};
        }
    }
}
