package dev.roadrig.boards.instrument;

/** Bytes that come in pieces to an instrument, and what it sends for each whole line. One thread at a time. */
public final class ScpiLines {
    private static final int LONGEST_LINE = 4096;

    private final ScpiReplies replies;
    private final StringBuilder line = new StringBuilder();

    public ScpiLines(ScpiReplies replies) {
        this.replies = replies;
    }

    /** What goes out for a byte that came, mostly nothing. */
    public byte[] take(byte each) {
        if (each != '\n') {
            if (line.length() < LONGEST_LINE) {
                line.append((char) (each & 0xff));
            }
            return new byte[0];
        }
        String whole = line.toString();
        line.setLength(0);
        return replies.to(whole);
    }
}
