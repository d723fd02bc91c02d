package dev.roadrig.wires.tiny;

import java.util.Optional;

/** What is between the host and the board. */
public enum TinyWire {
    /** The board's own port. */
    DIRECT("", "", 31),
    /** MLPerf Tiny's interface board, which passes {@code dut COMMAND} on and puts {@code [dut]: } before the answers. */
    INTERFACE("dut ", "[dut]: ", 26);

    private final String before;
    private final String mark;
    private final int chunkBytes;

    TinyWire(String before, String mark, int chunkBytes) {
        this.before = before;
        this.mark = mark;
        this.chunkBytes = chunkBytes;
    }

    /** How a command goes out; its end is the percent sign. */
    String sent(String command) {
        return before + command + "%";
    }

    /** What the board itself says in a line; empty for a line of something between. */
    Optional<String> boards(String line) {
        return line.startsWith(mark) ? Optional.of(line.substring(mark.length())) : Optional.empty();
    }

    /** The most bytes of a {@code db} command: with all around them they stay within the firmware's 80 characters. */
    int chunkBytes() {
        return chunkBytes;
    }
}
