package dev.roadrig.boards.link.gateway.dns;

/** How a query came. */
public enum Transport {
    UDP,
    TCP
}
