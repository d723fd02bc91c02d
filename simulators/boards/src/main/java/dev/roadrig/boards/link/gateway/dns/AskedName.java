package dev.roadrig.boards.link.gateway.dns;

/**
 * A name and what became of it, over all queries.
 *
 * @param name in small letters, without the last dot
 * @param type such as A or AAAA
 * @param count how often, at least 1
 */
public record AskedName(String name, String type, DnsOutcome outcome, long count) {}
