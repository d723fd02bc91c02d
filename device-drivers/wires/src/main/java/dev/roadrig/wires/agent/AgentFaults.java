package dev.roadrig.wires.agent;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import io.grpc.Status;

/** What each end of a call to a board's agent means, and whose failure it shows. */
record AgentFaults(String name) {
    /** The first call of every run. */
    static final String FIRST = "hello";

    /** How the library says that what came is no HTTP/2. */
    private static final String NO_HTTP2 = "http2 exception";

    RunFault of(String what, Status status) {
        String why =
                "%s %s".formatted(status.getCode(), status.getDescription() == null ? "" : status.getDescription());
        return switch (status.getCode()) {
            case UNAUTHENTICATED ->
                new RigFault(
                        "agent.token",
                        "The agent of %s did not take the run's token at '%s': %s. It is another run's agent; end it."
                                .formatted(name, what, why));
            case UNAVAILABLE, CANCELLED, DEADLINE_EXCEEDED ->
                new UnknownFault(
                        "agent.no-answer",
                        "The agent of %s was not reached for '%s': %s. Look at its output and the board's console."
                                .formatted(name, what, why));
            default ->
                // What has answered its first call is an agent, whatever it does not know.
                what.equals(FIRST) && (status.getCode() == Status.Code.UNIMPLEMENTED || why.contains(NO_HTTP2))
                        ? noAgent(what, why)
                        : new UnknownFault(
                                "agent.refused",
                                "The agent of %s refused '%s': %s. Look at its output.".formatted(name, what, why));
        };
    }

    RunFault late(String what) {
        return new UnknownFault(
                "agent.no-answer",
                "The agent of %s did not answer '%s' by the deadline. Look at its output and the board's console."
                        .formatted(name, what));
    }

    RunFault ended(String what) {
        return new UnknownFault("agent.lost", "The agent of %s ended its %s by itself.".formatted(name, what));
    }

    private RigFault noAgent(String what, String why) {
        return new RigFault(
                "agent.not-one",
                "What answers for the agent of %s does not know '%s': %s. It is no board agent, or an older one; look at what listens there, or deploy the agent anew."
                        .formatted(name, what, why));
    }
}
