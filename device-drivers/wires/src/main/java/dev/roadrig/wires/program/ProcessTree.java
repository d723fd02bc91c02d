package dev.roadrig.wires.program;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Ends a program with all that it started, also what it starts meanwhile: all are stopped first, since who stands still starts
 * nothing and goes on with nothing. What has left it before, such as a daemon, is no part of it.
 */
final class ProcessTree {
    /** A program whose children outrun this is ended as it was last seen. */
    private static final int MOST_ROUNDS = 20;

    private final Process root;
    private final Set<ProcessHandle> seen = new LinkedHashSet<>();

    private ProcessTree(Process root) {
        this.root = root;
    }

    static void end(Process root) {
        var tree = new ProcessTree(root);
        tree.stop();
        tree.seen.forEach(ProcessHandle::destroyForcibly);
    }

    private void stop() {
        // A fork that was under way when its process was told to stop is seen by the second look without news.
        int still = 0;
        for (int round = 0; round < MOST_ROUNDS && still < 2; round++) {
            List<ProcessHandle> news = Stream.concat(Stream.of(root.toHandle()), root.descendants())
                    .filter(seen::add)
                    .toList();
            still = news.isEmpty() ? still + 1 : 0;
            if (!news.isEmpty() && !signal(news)) {
                return;
            }
        }
    }

    /** By the shell that commands of a rack need anyway: Java itself can send no such signal. */
    private static boolean signal(List<ProcessHandle> processes) {
        List<String> words = new ArrayList<>(List.of("sh", "-c", "kill -STOP \"$@\" 2>/dev/null", "sh"));
        processes.forEach(process -> words.add(Long.toString(process.pid())));
        try {
            // Those that are gone by now make it fail, and the others are told.
            int unused = new ProcessBuilder(words).start().waitFor();
            return true;
        } catch (IOException noShell) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
