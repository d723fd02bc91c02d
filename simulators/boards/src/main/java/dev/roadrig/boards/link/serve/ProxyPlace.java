package dev.roadrig.boards.link.serve;

/**
 * Where a proxy stands.
 *
 * @param listen where it listens, such as 127.0.0.1:9000; port 0 is a free one
 * @param upstream where connections go on to
 */
public record ProxyPlace(String listen, String upstream) {}
