package dev.roadrig.harness.cli;

import dev.roadrig.reports.verdict.ExitCode;
import picocli.CommandLine.Option;

/** What a command that judges ends with. */
final class ExitOptions {
    @Option(
            names = "--inconclusive",
            description = "what INCONCLUSIVE does: fail (exit code 4) or warn (default: ${DEFAULT-VALUE})")
    private ExitCode.Policy inconclusive = ExitCode.Policy.FAIL;

    @Option(
            names = "--exit",
            paramLabel = "bisect",
            description = "bisect: 125 for whatever tells neither good nor bad")
    private Form form = Form.PLAIN;

    /** Which numbers. */
    enum Form {
        PLAIN,
        BISECT
    }

    ExitCode.Policy policy() {
        return inconclusive;
    }

    int code(ExitCode code) {
        return form == Form.BISECT ? code.bisectCode() : code.code();
    }
}
