package dev.roadrig.harness.run;

import dev.roadrig.scenarios.scenario.FaultOrder;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.wires.ssh.ShellWord;
import java.time.Duration;
import java.util.Comparator;

/** How a board's agent is started. */
final class AgentCommandLine {
    private static final Duration DEAD_MAN = Duration.ofSeconds(30);

    private AgentCommandLine() {}

    /**
     * For a shell of the board, which leaves its process to the agent, so that its pid is the agent's.
     *
     * @param java the board's
     */
    static String of(String java, Deployment deployment, Scenario scenario) {
        return "echo $$ > " + ShellWord.quote(deployment.pid()) + "; exec " + java + " -jar "
                + ShellWord.quote(deployment.agentJar()) + " --card " + ShellWord.quote(deployment.card())
                + " --token-file " + ShellWord.quote(deployment.token()) + " --port 0 --dead-man "
                + deadMan(scenario).toSeconds() + "s";
    }

    /** A way that the scenario itself cuts is not to end the agent that runs on behind it. */
    private static Duration deadMan(Scenario scenario) {
        return scenario.faults().stream()
                .filter(fault -> fault.kind() == FaultOrder.Kind.SSH_CUT)
                .map(fault -> DEAD_MAN.plus(BoardFaults.AGENT_LIMIT).plus(fault.lasting()))
                .max(Comparator.naturalOrder())
                .orElse(DEAD_MAN);
    }
}
