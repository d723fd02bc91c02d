package dev.roadrig.wires.flash;

import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.program.Ended;
import dev.roadrig.wires.program.HostCommand;
import dev.roadrig.wires.program.HostProgram;
import dev.roadrig.wires.program.ProgramFaults;
import java.util.List;
import java.util.Optional;

/** Programs of this host that handle a board's firmware: exit code 0 is done, and nothing else is. */
final class FlashProgram implements ProgramFaults {
    private final String board;
    private final HostProgram host;

    /** @param board whose firmware it handles, for faults */
    FlashProgram(String board, Ticker ticker) {
        this.board = board;
        this.host = new HostProgram(this, ticker);
    }

    /**
     * Runs one to its end.
     *
     * @return what it printed
     * @throws RunFault {@code flash.no-tool} as the rig's when it cannot be started; unknown: {@code flash.late} when it did
     *     not end in time, {@code flash.refused} when it ended with another exit code than 0
     */
    String run(List<String> words, Deadline deadline) throws RunFault, InterruptedException {
        var command = HostCommand.of(words);
        Ended ended = host.run(command, deadline);
        if (ended.exitCode() != 0) {
            throw new UnknownFault(
                    "flash.refused",
                    "`%s` for %s ended with exit code %d: %s"
                            .formatted(command.text(), board, ended.exitCode(), Complaint.of(ended.said())),
                    evidence(command, ended));
        }
        return ended.out();
    }

    /**
     * Looks whether one is there, and runs nothing.
     *
     * @return that it is, for people; empty where only a shell can tell which one that is
     * @throws RigFault as {@link #missing}
     */
    Optional<String> look(List<String> words) throws RigFault {
        return host.require(HostCommand.of(words)).map(program -> "`" + program + "` is on this host");
    }

    @Override
    public RigFault missing(HostCommand command, String why) {
        return new RigFault(
                "flash.no-tool",
                "`%s`, which flashes %s, cannot be run on this host: %s. Install it, or correct `firmware:` in the rack file."
                        .formatted(command.program(), board, why));
    }

    @Override
    public UnknownFault late(HostCommand command, Ended ended) {
        return new UnknownFault(
                "flash.late",
                "`%s` did not end in time and was ended; nobody knows what it left on %s. Run it by hand to see what it waits for."
                        .formatted(command.text(), board),
                evidence(command, ended));
    }

    private static Evidence evidence(HostCommand command, Ended ended) {
        return new Evidence("what " + command.program() + " said", ended.said());
    }
}
