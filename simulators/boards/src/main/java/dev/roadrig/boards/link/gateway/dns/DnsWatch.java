package dev.roadrig.boards.link.gateway.dns;

import dev.roadrig.scenarios.fault.RigFault;

/**
 * Told every query once it is decided, from the server's threads; must not block. Who writes a record takes those whose
 * {@link DnsQuery#nth} is 1, or a board that asks in a loop fills it.
 */
@FunctionalInterface
public interface DnsWatch {
    /** A query was decided. */
    void asked(DnsQuery query);

    /** The first query that the server could not serve though it should have; the same as {@link GatewayDns#fault}. */
    default void broken(RigFault fault) {}
}
