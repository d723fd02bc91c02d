package dev.roadrig.boards.board;

import dev.roadrig.boards.os.BoardProcess;
import dev.roadrig.boards.os.Kernel;
import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** What a test may order a board to suffer, by lines of text that no rack has a wire for. */
final class BoardOrders {
    static final Set<String> KNOWN = new TreeSet<>(Set.of(
            "panic",
            "panic-hang",
            "watchdog",
            "reboot",
            "hang",
            "agent-crash",
            "oom",
            "console-unplug",
            "ssh-down",
            "ssh-up",
            "supply-trip"));

    private final EmulatedBoard board;

    BoardOrders(EmulatedBoard board) {
        this.board = board;
    }

    /**
     * Does what a line says: one of {@link #KNOWN}, or {@code kernel TEXT}.
     *
     * @throws BadInput when the line says nothing known
     */
    void order(String line) throws IOException {
        if (line.startsWith("kernel ")) {
            board.software()
                    .kernel()
                    .ifPresent(kernel -> kernel.print(Kernel.ERROR, line.substring("kernel ".length())));
            return;
        }
        switch (line.strip()) {
            case "panic" -> board.lifeCycle().panic(true);
            case "panic-hang" -> board.lifeCycle().panic(false);
            case "watchdog" -> board.lifeCycle().watchdog();
            case "reboot" -> board.lifeCycle().reboot();
            case "hang" -> board.lifeCycle().hang();
            case "agent-crash" -> killAgents(11, false);
            case "oom" -> killAgents(BoardProcess.KILL, true);
            case "console-unplug" -> board.unplugConsole();
            case "ssh-down" -> board.software().ssh().stop();
            case "ssh-up" -> board.software().restartSsh();
            case "supply-trip" -> board.supply().trip();
            default -> throw new BadInput("Unknown order \"" + line + "\"; known are " + KNOWN + " and kernel TEXT.");
        }
    }

    private void killAgents(int signal, boolean outOfMemory) {
        board.software().system().ifPresent(system -> {
            for (BoardProcess process : system.processes().list()) {
                if (process.command().startsWith("java ")) {
                    if (outOfMemory) {
                        system.kernel()
                                .print(
                                        Kernel.ERROR,
                                        "Out of memory: Killed process " + process.pid()
                                                + " (java) total-vm:1842332kB, anon-rss:401220kB, oom_score_adj:0");
                    }
                    process.kill(signal);
                }
            }
        });
    }
}
