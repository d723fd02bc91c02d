package dev.roadrig.wires.tool;

/** Reads one tool's text. */
public interface ToolReader {
    Tool tool();

    /** Whether something in the text is this tool's own. */
    boolean knows(ToolText text);

    /**
     * The figures of a text.
     *
     * @throws NotUnderstood where the text is not the tool's, is cut before its figures, or contradicts itself
     */
    ToolResult read(ToolText text);
}
