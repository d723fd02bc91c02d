package dev.roadrig.harness.rack;

import dev.roadrig.harness.rack.RackBoard.SshWire;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.yaml.YamlMap;
import dev.roadrig.scenarios.yaml.YamlScalar;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a board's {@code uplink}. */
final class UplinkReader {
    private final String name;
    private final Optional<SshWire> shell;
    private final Optional<Map<String, String>> announced;

    /** @param shell the board's, over which the harness comes */
    UplinkReader(String name, Optional<SshWire> shell, Optional<Map<String, String>> announced) {
        this.name = name;
        this.shell = shell;
        this.announced = announced;
    }

    UplinkWire read(YamlMap uplink) {
        uplink.only("forward", "host", "gateway", "tc", "udp");
        if (Stream.of("forward", "host", "gateway", "tc").filter(uplink::has).count() != 1) {
            throw uplink.bad("write forward: ssh, or host: the rig's host as the board sees it, or a gateway, or tc");
        }
        if (uplink.has("udp") && (uplink.has("tc") || uplink.has("gateway"))) {
            throw uplink.map("udp").bad("a gateway and a tc carry every datagram of the board as it is: leave out udp");
        }
        if (uplink.has("tc")) {
            return tc(uplink.map("tc"));
        }
        if (uplink.has("gateway")) {
            return gateway(uplink.map("gateway"));
        }
        optional(uplink, "forward").ifPresent(s -> {
            s.word(new String[] {"ssh"}, w -> w);
            if (shell.isEmpty()) {
                throw s.bad("the board has no shell to forward over");
            }
        });
        return optional(uplink, "host")
                .<UplinkWire>map(host -> new UplinkWire.Direct(host.text(), datagrams(uplink)))
                .orElseGet(() -> new UplinkWire.Forward(datagrams(uplink)));
    }

    private static Optional<DatagramWire> datagrams(YamlMap uplink) {
        return uplink.optionalMap("udp").map(udp -> {
            udp.only("port", "to");
            int port = Math.toIntExact(udp.scalar("port").whole(1, 65_535));
            YamlScalar to = udp.scalar("to");
            return DatagramWire.to(port, to.text())
                    .orElseThrow(() -> to.bad("write HOST:PORT, where the datagrams go on to behind the link"));
        });
    }

    private UplinkWire tc(YamlMap tc) {
        tc.only("interface", "host");
        if (shell.isEmpty()) {
            throw tc.bad("the board has no shell to tell its tc over");
        }
        if (!tc.has("host")) {
            throw tc.bad("write host: the rig's host as the board sees it; a port forwarded over SSH goes past tc");
        }
        YamlScalar side = RackText.resolve(tc.scalar("interface"), announced);
        var wire =
                new UplinkWire.Tc(RackText.resolve(tc.scalar("host"), announced).text(), side.text());
        if (!RackText.waits(side)) {
            try {
                var unused = wire.place(name);
            } catch (BadInput e) {
                throw side.bad(String.valueOf(e.getMessage()));
            }
        }
        return wire;
    }

    private UplinkWire gateway(YamlMap gateway) {
        gateway.only("interface", "address", "board", "control-port", "expose", "dns");
        Optional<YamlScalar> board = optional(gateway, "board");
        if (board.isEmpty() && shell.isEmpty()) {
            throw gateway.bad("write board: its address; there is no shell whose host it could be");
        }
        Optional<YamlScalar> port = optional(gateway, "control-port");
        YamlScalar side = RackText.resolve(gateway.scalar("interface"), announced);
        YamlScalar address = RackText.resolve(gateway.scalar("address"), announced);
        Optional<YamlScalar> expose = optional(gateway, "expose");
        var wire = new UplinkWire.Gateway(
                board.map(YamlScalar::text).orElseGet(() -> shell.orElseThrow().host()),
                side.text(),
                address.text(),
                port.map(s -> RackText.waits(s) ? 0 : Math.toIntExact(s.whole(1, 65_535)))
                        .orElseGet(() -> shell.map(SshWire::port).orElse(22)),
                expose.map(YamlScalar::text),
                gateway.optionalMap("dns").map(GatewayDnsReader::read));
        boolean waits = RackText.waits(side) || RackText.waits(address) || wire.controlPort() == 0;
        waits |= Stream.concat(board.stream(), expose.stream()).anyMatch(RackText::waits);
        if (!waits && !waitsForShell(board)) {
            try {
                var unused = wire.spec(name);
            } catch (BadInput e) {
                throw gateway.bad(String.valueOf(e.getMessage()));
            }
        }
        return wire;
    }

    private boolean waitsForShell(Optional<YamlScalar> board) {
        return board.isEmpty()
                && shell.map(SshWire::host)
                        .filter(host -> host.contains("${process:"))
                        .isPresent();
    }

    private Optional<YamlScalar> optional(YamlMap from, String key) {
        return from.optionalScalar(key).map(s -> RackText.resolve(s, announced));
    }
}
