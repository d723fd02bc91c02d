package dev.roadrig.wires.meter.bench;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.meter.LineSource;
import dev.roadrig.wires.meter.MeterSetting;
import dev.roadrig.wires.program.HostCommand;
import dev.roadrig.wires.thread.OwnedThread;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** The lines of a program of this host, which runs as long as somebody hears it. */
public final class ProgramLines implements LineSource {
    private static final Duration CLOSING = Duration.ofSeconds(2);

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
            throw new RigFault(
                    "meter.missing",
                    setting.title() + ": the program " + command.program() + " does not start: "
                            + command.mask(String.valueOf(e.getMessage()))
                            + ". Install it, or give its path.");
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

        Reader(Process process, Hearing hearing) {
            this.process = process;
            this.hearing = hearing;
        }

        void read() {
            String last = "";
            try (var lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    last = command.mask(line);
                    hearing.line(ticker.nanos(), line);
                }
                int code = process.waitFor();
                told("ended with exit code " + code, last);
            } catch (IOException e) {
                told("is no longer heard: " + e.getMessage(), last);
            } catch (InterruptedException e) {
                told("was interrupted", last);
            }
        }

        private void told(String how, String last) {
            if (!closed) {
                hearing.ended("its program " + command.program() + " " + how
                        + (last.isEmpty() ? "" : " after '" + last.substring(0, Math.min(120, last.length())) + "'")
                        + ". Run it by hand: " + command.text() + ".");
            }
        }
    }
}
