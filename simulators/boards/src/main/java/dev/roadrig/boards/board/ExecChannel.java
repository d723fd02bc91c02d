package dev.roadrig.boards.board;

import dev.roadrig.boards.os.BoardProcess;
import dev.roadrig.boards.os.BoardSystem;
import dev.roadrig.boards.os.Shell;
import dev.roadrig.boards.os.Stdio;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/**
 * One command over SSH, run by the board's own shell in a process of its own. As with a real server, a lost connection
 * does not end it: it ends when it next writes.
 */
final class ExecChannel implements Command {
    private final BoardSystem system;
    private final String commandLine;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private OutputStream err = OutputStream.nullOutputStream();
    private ExitCallback exit = (status, message, closeImmediately) -> {};

    /**
     * @param commandLine empty for a shell that reads commands from its input
     */
    ExecChannel(BoardSystem system, String commandLine) {
        this.system = system;
        this.commandLine = commandLine;
    }

    @Override
    public void setInputStream(InputStream stream) {
        in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
        err = stream;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) throws IOException {
        try {
            String command = commandLine.isEmpty() ? "-sh" : "sh -c " + commandLine;
            BoardProcess unused = system.start("exec", command, 1, this::run);
        } catch (InterruptedException e) {
            throw new IOException("the board is going down", e);
        }
    }

    private int run(BoardProcess process) throws InterruptedException {
        int status = 1;
        try {
            status = run(process, new Stdio(in, out, err));
        } finally {
            // Whatever ends it, the channel is closed: a client waits for that.
            exit.onExit(status);
        }
        return status;
    }

    private int run(BoardProcess process, Stdio stdio) throws InterruptedException {
        try {
            var shell = new Shell(system, process);
            int status = commandLine.isEmpty() ? shell.runToExit("sh", stdio) : shell.runToExit(commandLine, stdio);
            out.flush();
            err.flush();
            return status;
        } catch (IOException e) {
            // Nobody takes its output any more: SIGPIPE.
            return 141;
        } catch (InterruptedException e) {
            return 128 + process.signal();
        }
    }

    @Override
    public void destroy(ChannelSession channel) {
        // See the class: the command goes on.
    }
}
