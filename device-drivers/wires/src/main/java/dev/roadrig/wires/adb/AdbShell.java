package dev.roadrig.wires.adb;

import dadb.AdbShellPacket;
import dadb.AdbShellStream;
import dadb.AdbStream;
import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.time.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Commands over adb, each a stream of its own, with both outputs apart and the exit code (shell protocol 2, raw). */
public final class AdbShell implements Shell {
    /** More output than this is a file to fetch and not an answer. */
    private static final int LARGEST_OUTPUT = 16 << 20;

    private static final int CLOSE_STDIN = 4;

    private final AdbLink link;

    AdbShell(AdbLink link) {
        this.link = link;
    }

    @Override
    public Result run(String commandLine, Deadline deadline) throws RunFault, InterruptedException {
        return link.session().call(commandLine, "shell,v2,raw:" + commandLine, deadline, AdbShell::read);
    }

    private static Result read(AdbStream stream) throws IOException {
        var shell = new AdbShellStream(stream);
        // An empty input: a command that reads it ends and does not wait for the deadline.
        shell.write(CLOSE_STDIN, new byte[0]);
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        while (true) {
            AdbShellPacket packet;
            try {
                packet = shell.read();
            } catch (EOFException e) {
                throw new IOException("it ended without an exit code; its output so far: " + tail(out), e);
            }
            byte[] bytes = packet.getPayload();
            if (packet instanceof AdbShellPacket.Exit) {
                int code = bytes.length == 0 ? 1 : bytes[0] & 0xff;
                return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
            }
            (packet instanceof AdbShellPacket.StdError ? err : out).writeBytes(bytes);
            if (out.size() + err.size() > LARGEST_OUTPUT) {
                throw new IOException("it wrote more than " + LARGEST_OUTPUT + " bytes");
            }
        }
    }

    private static String tail(ByteArrayOutputStream out) {
        String text = out.toString(StandardCharsets.UTF_8).strip();
        return text.isEmpty() ? "none" : Wording.lastOf(text, 200);
    }
}
