package dev.roadrig.harness.cli;

import dev.roadrig.harness.replay.McapReplayLog;
import dev.roadrig.harness.replay.ReplayPlayer;
import dev.roadrig.harness.replay.ReplaySummary;
import dev.roadrig.harness.replay.ReplaySummary.Way;
import dev.roadrig.scenarios.fault.RigFault;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One replay on a thread of its own. Ctrl-C ends it, and its account is told and its log finished all the same; where the
 * consumer never comes back, the account is told from outside.
 */
final class PlaySession {
    private static final long CLOSE_MILLIS = 2_000;

    private final ReplayPlayer player;
    private final @Nullable McapReplayLog log;
    private final Map<String, String> origin;
    private final Consumer<ReplaySummary> tell;

    /** @param origin of the log: what is played and how */
    PlaySession(
            ReplayPlayer player,
            @Nullable McapReplayLog log,
            Map<String, String> origin,
            Consumer<ReplaySummary> tell) {
        this.player = player;
        this.log = log;
        this.origin = origin;
        this.tell = tell;
    }

    /**
     * Plays to the end.
     *
     * @throws RigFault when the log cannot be finished
     */
    ReplaySummary run() throws RigFault, InterruptedException {
        var task = new FutureTask<>(this::play);
        var thread = new Thread(task, "rr-replay");
        thread.setDaemon(true);
        var hook = new Thread(() -> end(thread), "rr-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        thread.start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RigFault fault) {
                throw fault;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            player.stop();
            forget(hook);
        }
    }

    private ReplaySummary play() throws RigFault {
        ReplaySummary summary = player.play();
        tell.accept(summary);
        McapReplayLog file = log;
        if (file != null && summary.end().way() != Way.LOG_FAILED) {
            file.finish(origin);
        }
        return summary;
    }

    private void end(Thread thread) {
        player.stop();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            tell.accept(player.summary());
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, and the hook runs.
        }
    }
}
