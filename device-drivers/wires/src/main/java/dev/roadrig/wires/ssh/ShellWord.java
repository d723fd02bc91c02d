package dev.roadrig.wires.ssh;

/** A word of a POSIX shell's command line: the one place where anything is quoted for a board's shell. */
public final class ShellWord {
    private ShellWord() {}

    /**
     * Quotes any text as one word: plain words stay readable, all others go between single quotes, in which a POSIX
     * shell takes every character as it is.
     *
     * @throws IllegalArgumentException for a NUL, which no argument can hold
     */
    public static String quote(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a shell word holds no NUL");
        }
        return text.matches("[A-Za-z0-9_@%+=:,./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
