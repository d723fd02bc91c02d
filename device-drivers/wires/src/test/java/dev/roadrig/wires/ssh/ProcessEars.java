package dev.roadrig.wires.ssh;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Hears a process. */
final class ProcessEars implements SshProcess.Listener {
    final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    final List<String> ends = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void line(String text, boolean error) {
        lines.add((error ? "err " : "out ") + text);
    }

    @Override
    public void ended(SshProcess.End end) {
        ends.add((end.told() ? "told: " : "") + end.how());
    }
}
