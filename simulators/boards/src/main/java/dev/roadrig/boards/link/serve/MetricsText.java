package dev.roadrig.boards.link.serve;

import dev.roadrig.scenarios.link.Direction;
import java.util.List;
import java.util.function.ToLongBiFunction;

/** What proxies have done, in Prometheus' text format (0.0.4), under Toxiproxy's names where it has one. */
final class MetricsText {
    private final StringBuilder text = new StringBuilder();
    private final List<ServedProxy> proxies;

    private MetricsText(List<ServedProxy> proxies) {
        this.proxies = proxies;
    }

    static String of(List<ServedProxy> proxies) {
        var metrics = new MetricsText(proxies);
        metrics.counter(
                "toxiproxy_proxy_received_bytes_total",
                "Bytes that came to a proxy.",
                (proxy, direction) -> proxy.ledger().receivedBytes(direction));
        metrics.counter(
                "toxiproxy_proxy_sent_bytes_total", "Bytes that a proxy let go.", (proxy, direction) -> proxy.ledger()
                        .sentBytes(direction));
        metrics.counter(
                "roadrig_link_discarded_segments_total",
                "Segments that a proxy threw away.",
                (proxy, direction) -> proxy.ledger().discardedSegments(direction));
        metrics.head("roadrig_link_connections_total", "Connections to a proxy.");
        for (ServedProxy proxy : proxies) {
            metrics.text
                    .append("roadrig_link_connections_total{proxy=\"")
                    .append(escaped(proxy.name()))
                    .append("\"} ")
                    .append(proxy.ledger().connections())
                    .append('\n');
        }
        return metrics.text.toString();
    }

    private void head(String name, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(" counter\n");
    }

    private void counter(String name, String help, ToLongBiFunction<ServedProxy, Direction> count) {
        head(name, help);
        for (ServedProxy proxy : proxies) {
            for (Direction direction : Direction.values()) {
                text.append(name)
                        .append("{direction=\"")
                        .append(direction == Direction.UP ? "upstream" : "downstream")
                        .append("\",listener=\"")
                        .append(escaped(proxy.listen()))
                        .append("\",proxy=\"")
                        .append(escaped(proxy.name()))
                        .append("\",upstream=\"")
                        .append(escaped(proxy.upstream()))
                        .append("\"} ")
                        .append(count.applyAsLong(proxy, direction))
                        .append('\n');
            }
        }
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
