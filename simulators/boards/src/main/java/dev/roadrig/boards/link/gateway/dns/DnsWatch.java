package dev.roadrig.boards.link.gateway.dns;

/**
 * Told every query once it is decided, from the server's threads; must not block. Who writes a record takes those whose
 * {@link DnsQuery#nth} is 1, or a board that asks in a loop fills it.
 */
@FunctionalInterface
public interface DnsWatch {
    /** A query was decided. */
    void asked(DnsQuery query);
}
