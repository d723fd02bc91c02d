package dev.roadrig.wires.tool;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;

/** A text is none that the tool is known to print, or the end of it is missing: no figure is made of it. */
public final class NotUnderstood extends BadInput {
    private static final long serialVersionUID = 1L;

    public NotUnderstood(String message) {
        super(message);
    }

    /** The text breaks off, or never held what every whole text of this tool holds. */
    public static NotUnderstood incomplete(Tool tool, String missing, ToolText text) {
        return new NotUnderstood("The text of " + tool.title() + " has no " + missing + ". " + lastLine(text)
                + " Give the tool's whole output, or say with --as which tool wrote it.");
    }

    /** The text is not this tool's. */
    public static NotUnderstood foreign(Tool tool, ToolText text) {
        return new NotUnderstood("This is no text of " + tool.title() + " that is known here. " + lastLine(text)
                + " Give its whole output.");
    }

    static String lastLine(ToolText text) {
        return text.lastWritten()
                .map(line -> "Its last line is " + Wording.quote(line) + ".")
                .orElse("It has no line that is not empty.");
    }
}
