package dev.roadrig.boards.rfc2217;

/** What a terminal server can do wrong; each was seen on a real one, or is what a network does to one. */
public enum ServerFault {
    /** Purges and never says so. */
    NO_PURGE_ANSWER,
    /** Never says which errors of the line it will tell of. */
    NO_LINE_MASK_ANSWER,
    /** Does not say what it is, as pyserial's server. */
    NO_SIGNATURE,
    /** Answers nothing about lines and flow control, as ser2net on a pseudo terminal. */
    NO_CONTROL_ANSWER,
    /** Keeps the first answer about the rate back until the rate is asked for again. */
    LATE_RATE_ANSWER,
    /** Says that another rate is in force than was asked for. */
    WRONG_RATE,
    /** Takes the connection and says nothing. */
    MUTE,
    /** Speaks telnet, refuses port control. */
    NO_COM_PORT,
    /** Refuses to pass all eight bits. */
    NO_BINARY,
    /** Cannot open the port's device: says so to whoever comes, and hangs up. */
    NO_DEVICE,
    /** Words of its own in the data, before all else. */
    BANNER,
    /** Sends every byte in a segment of its own. */
    SINGLE_BYTES,
    /** Asks for options that nobody knows, and again whenever one is refused. */
    UNKNOWN_OPTIONS
}
