package dev.roadrig.agent;

import static dev.roadrig.agent.AgentConformance.soon;
import static dev.roadrig.agent.AgentConformance.unless;

import dev.roadrig.ports.agent.BoardAgentGrpc.BoardAgentBlockingStub;
import dev.roadrig.ports.agent.ClockReply;
import dev.roadrig.ports.agent.ClockRequest;
import dev.roadrig.ports.agent.HelloReply;
import dev.roadrig.ports.agent.HelloRequest;
import dev.roadrig.ports.agent.TelemetryRequest;
import dev.roadrig.ports.agent.TelemetrySample;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Tries what an agent says of its board: each check's answer is what is wrong, or empty. */
final class CheckBoard {
    private static final int CLOCK_READS = 20;
    /** A client of gRPC takes its time to begin on a busy host. */
    private static final long FIRST_CALL_SECONDS = 60;

    private final BoardAgentBlockingStub board;

    CheckBoard(BoardAgentBlockingStub board) {
        this.board = board;
    }

    /** The first call of all: it connects. */
    Optional<String> hello() {
        HelloReply hello =
                board.withDeadlineAfter(FIRST_CALL_SECONDS, TimeUnit.SECONDS).hello(HelloRequest.getDefaultInstance());
        boolean whole = !hello.getBootId().isEmpty()
                && !hello.getModelName().isEmpty()
                && hello.getModelSha256().matches("[0-9a-f]{64}")
                && hello.getMaxFrameBytes() > 0
                && hello.getMaxBoxes() > 0
                && hello.getStageSource().matches("measured|profile");
        return unless(whole, "a field is missing or out of range: " + hello);
    }

    Optional<String> clock() {
        long last = Long.MIN_VALUE;
        for (int i = 0; i < CLOCK_READS; i++) {
            ClockReply reply = soon(board).clock(ClockRequest.getDefaultInstance());
            if (reply.getT2Ns() < last || reply.getT3Ns() < reply.getT2Ns()) {
                return Optional.of("t2 " + reply.getT2Ns() + ", t3 " + reply.getT3Ns() + " after " + last);
            }
            last = reply.getT3Ns();
        }
        return Optional.empty();
    }

    Optional<String> telemetry() {
        var samples = soon(board)
                .telemetry(TelemetryRequest.newBuilder().setPeriodNs(10_000_000).build());
        TelemetrySample first = samples.next();
        TelemetrySample second = samples.next();
        return unless(
                second.getSequence() > first.getSequence() && second.getBoardNs() > first.getBoardNs(),
                "sequence " + first.getSequence() + ", " + second.getSequence() + " at " + first.getBoardNs() + ", "
                        + second.getBoardNs());
    }
}
