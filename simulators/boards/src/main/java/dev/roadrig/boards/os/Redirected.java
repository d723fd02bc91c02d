package dev.roadrig.boards.os;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** The streams of a command after its redirections; closes the files that these opened. */
final class Redirected implements AutoCloseable {
    private final List<Closeable> opened = new ArrayList<>();
    private Stdio stdio;

    private Redirected(Stdio stdio) {
        this.stdio = stdio;
    }

    /** A target that cannot be opened. */
    static final class CannotOpen extends IOException {
        private static final long serialVersionUID = 1L;

        CannotOpen(String message) {
            super(message);
        }
    }

    static Redirected open(Shell shell, List<Syntax.Redirection> redirections, Stdio stdio)
            throws IOException, InterruptedException {
        var redirected = new Redirected(stdio);
        for (Syntax.Redirection redirection : redirections) {
            String target = new Expansion(shell, stdio).text(redirection.target());
            try {
                redirected.apply(shell, redirection, target);
            } catch (IOException e) {
                redirected.close();
                throw new CannotOpen((redirection.kind().equals("<") ? "can't open " : "can't create ") + target + ": "
                        + Failures.text(e));
            }
        }
        return redirected;
    }

    Stdio stdio() {
        return stdio;
    }

    private void apply(Shell shell, Syntax.Redirection redirection, String target) throws IOException {
        BoardFiles files = shell.system().files();
        String path = BoardFiles.resolve(shell.folder(), target);
        switch (redirection.kind()) {
            case "<" -> {
                InputStream in = path.equals("/dev/null") ? InputStream.nullInputStream() : files.open(path);
                opened.add(in);
                stdio = stdio.withIn(in);
            }
            case ">&" ->
                redirect(
                        redirection.descriptor(),
                        switch (target) {
                            case "1" -> stdio.out();
                            case "2" -> stdio.err();
                            default -> throw new IOException("bad file descriptor");
                        });
            default -> {
                OutputStream out = path.equals("/dev/null")
                        ? OutputStream.nullOutputStream()
                        : shell.system().openForWriting(path, redirection.kind().equals(">>"));
                opened.add(out);
                redirect(redirection.descriptor(), out);
            }
        }
    }

    private void redirect(int descriptor, OutputStream out) {
        stdio = descriptor == 2 ? stdio.withErr(out) : stdio.withOut(out);
    }

    @Override
    public void close() throws IOException {
        for (Closeable each : opened) {
            each.close();
        }
    }
}
