package dev.roadrig.wires.ssh;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Connects again and again until a board that is not ready yet answers. */
final class SshTries {
    /** A board that accepts connections before it serves them is asked again after this. */
    private static final Duration LONGEST_TRY = Duration.ofSeconds(10);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);

    private final SshTarget target;
    private final Ticker ticker;
    private final List<String> tries = new ArrayList<>();

    SshTries(SshTarget target, Ticker ticker) {
        this.target = target;
        this.ticker = ticker;
    }

    /** A session that is logged in, and the socket under it. */
    record Answer(Session session, SshSocket socket) {}

    /** The first answer; faults as {@link SshLink#connect}. */
    Answer until(Deadline deadline) throws RunFault, InterruptedException {
        while (true) {
            long began = ticker.nanos();
            Deadline end = deadline.or(ticker.in(LONGEST_TRY));
            var socket = new SshSocket((int) Math.max(1, end.left(ticker).toMillis()));
            var handshake = new SshHandshake(target, socket);
            try {
                return new Answer(handshake.connect(ticker, end), socket);
            } catch (JSchException e) {
                tries.add("at %.3f s: %s (%s)".formatted(began / 1e9, handshake.stage(), e.getMessage()));
            }
            Deadline pause = ticker.in(BETWEEN_TRIES);
            if (pause.atNanos() >= deadline.atNanos()) {
                throw noAnswer();
            }
            ticker.await(() -> false, pause);
        }
    }

    private RunFault noAnswer() {
        String last = tries.get(tries.size() - 1);
        // A host that refuses is there, and nothing listens at that port of it.
        String next = last.contains("Connection refused")
                ? "Something at that address is up and has no such port: check `host` and `port` in the rack, and whether the board's SSH server has started."
                : "Check that the board has booted and its network.";
        return new UnknownFault(
                "ssh.no-answer",
                "No SSH answer from %s at %s by the deadline: %s. %s"
                        .formatted(target.board(), target.address(), last, next),
                new Evidence("tries to connect", String.join("\n", tries)));
    }
}
