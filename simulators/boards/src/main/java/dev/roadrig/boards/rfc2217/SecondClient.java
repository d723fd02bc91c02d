package dev.roadrig.boards.rfc2217;

/** What a terminal server does with a client while it has one. */
public enum SecondClient {
    /** Says that the port is in use, and hangs up. */
    REFUSE,
    /** Tells the first one, hangs up on it, and takes the second. */
    KICK_FIRST
}
