package dev.roadrig.harness.run;

import dev.roadrig.boards.pty.Pty;
import dev.roadrig.scenarios.time.ThreadEnd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A board whose console's adapter hangs on its own power: the port is there while a file is, each time as another device under
 * the same link, and behind it are a boot, a login and a shell.
 */
final class SelfPoweredConsole implements AutoCloseable {
    private static final int POLL_MILLIS = 20;

    private final Path power;
    private final Path link;
    private final String boot;
    private final Thread thread = new Thread(this::live, "self-powered");
    private @Nullable Pty pty;
    private volatile boolean closed;
    private volatile @Nullable Exception failure;

    /**
     * @param folder of its link {@code console}, and of {@code power}, the file that is its power
     * @param boot what it says when power comes, if anything, before its login waits for a key
     */
    SelfPoweredConsole(Path folder, String boot) throws IOException {
        power = folder.resolve("power");
        link = folder.resolve("console");
        this.boot = boot;
        Files.createFile(power);
        plugIn();
        thread.start();
    }

    private void plugIn() throws IOException {
        Pty fresh = Pty.open();
        pty = fresh;
        Files.createSymbolicLink(link, Path.of(fresh.path()));
    }

    private void live() {
        var line = new StringBuilder();
        byte[] some = new byte[256];
        boolean loggedIn = false;
        try {
            while (!closed) {
                Pty there = pty;
                if (there == null) {
                    if (Files.exists(power)) {
                        plugIn();
                        say(boot);
                        loggedIn = false;
                    } else {
                        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                    }
                } else if (!Files.exists(power)) {
                    // Its link first: the name of a pseudo terminal may be another process's at once.
                    Files.delete(link);
                    there.close();
                    pty = null;
                } else {
                    int came = Math.max(0, there.read(some, POLL_MILLIS));
                    for (char c : new String(some, 0, came, StandardCharsets.US_ASCII).toCharArray()) {
                        if (c != '\n' && c != '\r') {
                            line.append(c);
                        } else {
                            loggedIn = enter(line.toString(), loggedIn);
                            line.setLength(0);
                        }
                    }
                }
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            failure = e;
        }
    }

    /** Whether somebody is logged in after this line. */
    private boolean enter(String line, boolean loggedIn) throws IOException {
        if (!loggedIn) {
            say(line.equals("root") ? "# " : "\r\nlogin: ");
            return line.equals("root");
        }
        String harmless = line.replace("dmesg -n 1", "true").replace("cat /proc/sys/kernel/printk", "echo 1 4 1 7");
        Process shell = new ProcessBuilder("sh", "-c", harmless)
                .redirectErrorStream(true)
                .start();
        String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        say("\r\n" + out.replace("\n", "\r\n") + "# ");
        return true;
    }

    private void say(String text) throws IOException {
        Pty there = pty;
        if (there != null) {
            int unused = there.write(text.getBytes(StandardCharsets.UTF_8), POLL_MILLIS * 10);
        }
    }

    @Override
    public void close() {
        closed = true;
        ThreadEnd.await(thread);
        Pty there = pty;
        if (there != null) {
            there.close();
        }
        if (failure != null) {
            throw new IllegalStateException("The console of the test failed", failure);
        }
    }
}
