package dev.roadrig.harness.run;

import dev.roadrig.wires.ssh.SshProcess;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a command on a board says. */
final class LinesHeard implements SshProcess.Listener {
    private final List<String> lines = new ArrayList<>();

    @Override
    public synchronized void line(String text, boolean error) {
        lines.add(text);
    }

    @Override
    public void ended(SshProcess.End end) {
        // What it said is what is looked at.
    }

    synchronized List<String> all() {
        return List.copyOf(lines);
    }

    synchronized void clear() {
        lines.clear();
    }
}
