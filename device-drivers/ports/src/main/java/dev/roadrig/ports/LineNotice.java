package dev.roadrig.ports;

/**
 * What a serial port told of its line since it did so last, beside the bytes. Nothing is concluded from it.
 *
 * @param text for people: how often each error was told, such as {@code framing 3 times, overrun once}; or which of the
 *     lines that the board drives are on and which off
 */
public record LineNotice(Kind kind, String text) {
    /** Of what it tells. */
    public enum Kind {
        ERRORS,
        MODEM_LINES
    }
}
