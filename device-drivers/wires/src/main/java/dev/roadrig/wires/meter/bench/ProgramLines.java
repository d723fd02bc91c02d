package dev.roadrig.wires.meter.bench;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.meter.LineSource;
import dev.roadrig.wires.meter.MeterSetting;
import dev.roadrig.wires.program.HostCommand;
import dev.roadrig.wires.thread.OwnedThread;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** The lines of a program of this host, which runs as long as somebody hears it. */
public final class ProgramLines implements LineSource {
    private static final Duration CLOSING = Duration.ofSeconds(2);
    private static final int LONGEST_LINE = 64 * 1024;
    /** EACCES, as the JDK words it. */
    private static final Pattern DENIED = Pattern.compile("error[=:] ?13\\b");

    private final MeterSetting setting;
    private final HostCommand command;
    private final Ticker ticker;

    public ProgramLines(MeterSetting setting, HostCommand command, Ticker ticker) {
        this.setting = setting;
        this.command = command;
        this.ticker = ticker;
    }

    @Override
    public AutoCloseable start(Hearing hearing, Deadline deadline) throws RigFault {
        Process process;
        try {
            process = new ProcessBuilder(command.words())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
        } catch (IOException e) {
            boolean denied = DENIED.matcher(String.valueOf(e.getMessage())).find();
            throw new RigFault(
                    denied ? "meter.denied" : "meter.missing",
                    setting.title() + ": the program " + command.program() + " does not start: "
                            + command.mask(String.valueOf(e.getMessage()))
                            + (denied ? ". Let this user run it: chmod +x." : ". Install it, or give its path."));
        }
        var reader = new Reader(process, hearing);
        OwnedThread thread = OwnedThread.start("rr-" + setting.board() + "-" + setting.meter(), ticker, reader::read);
        return () -> {
            reader.closed = true;
            // A program behind a shell or a wrapper holds the instrument, and the pipe.
            List<ProcessHandle> behind = process.descendants().toList();
            process.destroy();
            behind.forEach(ProcessHandle::destroy);
            if (!thread.join(CLOSING)) {
                process.destroyForcibly();
                behind.forEach(ProcessHandle::destroyForcibly);
                boolean unused = thread.join(CLOSING);
            }
        };
    }

    private final class Reader {
        private final Process process;
        private final Hearing hearing;
        private volatile boolean closed;
        private String last = "";

        Reader(Process process, Hearing hearing) {
            this.process = process;
            this.hearing = hearing;
        }

        void read() {
            try (InputStream output = new BufferedInputStream(process.getInputStream())) {
                if (!lines(output)) {
                    hearing.endless("its program " + command.program() + " wrote " + LONGEST_LINE
                            + " bytes without an end of line, which is no sample. Run it by hand: " + command.text()
                            + ".");
                    return;
                }
                told("ended with exit code " + process.waitFor());
            } catch (IOException e) {
                told("is no longer heard: " + e.getMessage());
            } catch (InterruptedException e) {
                told("was interrupted");
            }
        }

        /** Hears lines to their end; false where one has none. Closing the pipe then ends the program. */
        private boolean lines(InputStream output) throws IOException {
            var line = new ByteArrayOutputStream();
            int b;
            do {
                b = output.read();
                if (b >= 0 && b != '\n' && b != '\r') {
                    if (line.size() == LONGEST_LINE) {
                        return false;
                    }
                    line.write(b);
                } else if (line.size() > 0) {
                    String whole = line.toString(StandardCharsets.UTF_8);
                    line.reset();
                    last = command.mask(whole);
                    hearing.line(ticker.nanos(), whole);
                }
            } while (b >= 0);
            return true;
        }

        private void told(String how) {
            if (!closed) {
                hearing.ended("its program " + command.program() + " " + how
                        + (last.isEmpty() ? "" : " after '" + Wording.firstOf(last, 120) + "'")
                        + ". Run it by hand: " + command.text() + ".");
            }
        }
    }
}
