package dev.roadrig.boards.link.gateway.dns;

import java.util.Locale;

/**
 * A name that a board asked for.
 *
 * @param nanos when it was decided, on the ticker's timeline
 * @param name as it was asked, without the last dot; bytes that are not printable stand as backslash and three digits
 * @param type such as A or AAAA
 * @param nth so many times this name and type had this outcome, this one included; 0 where so many different names were
 *     asked for that they are no longer told apart
 */
public record DnsQuery(
        long nanos, Transport transport, String name, String type, DnsOutcome outcome, String answer, long nth) {

    /** A line for people, such as {@code cloud.example A udp: answered 10.0.0.7}. */
    public String text() {
        return name + " " + type + " " + transport.name().toLowerCase(Locale.ROOT) + ": " + outcome.words()
                + (answer.isEmpty() ? "" : " " + answer);
    }
}
