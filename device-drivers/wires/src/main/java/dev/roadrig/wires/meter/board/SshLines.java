package dev.roadrig.wires.meter.board;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.meter.LineSource;
import dev.roadrig.wires.ssh.SshLink;
import dev.roadrig.wires.ssh.SshProcess;

/** The lines of a program that runs on the board as long as somebody hears it. */
final class SshLines implements LineSource {
    private final SshLink link;
    private final String commandLine;
    private final Ticker ticker;

    SshLines(SshLink link, String commandLine, Ticker ticker) {
        this.link = link;
        this.commandLine = commandLine;
        this.ticker = ticker;
    }

    @Override
    public AutoCloseable start(Hearing hearing, Deadline deadline) throws RunFault, InterruptedException {
        return link.start(
                commandLine,
                new SshProcess.Listener() {
                    private volatile String complaint = "";

                    @Override
                    public void line(String text, boolean error) {
                        if (error) {
                            complaint = text;
                        } else {
                            hearing.line(ticker.nanos(), text);
                        }
                    }

                    @Override
                    public void ended(SshProcess.End end) {
                        // A connection that was lost tells so itself, and it may be the board that cut it.
                        if (end.told()) {
                            hearing.ended("its program on the board " + end.how()
                                    + (complaint.isEmpty() ? "" : " ('" + complaint + "')")
                                    + ". Run it by hand: " + shown() + ".");
                        }
                    }
                },
                deadline);
    }

    private String shown() {
        return Wording.firstOf(commandLine, 120);
    }
}
