package dev.roadrig.harness.run;

import dev.roadrig.boards.link.gateway.GatewayProbe;
import dev.roadrig.boards.link.gateway.dns.PortProbe;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.rack.UplinkWire;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.ssh.SshLink;
import dev.roadrig.wires.ssh.SshUplink;
import dev.roadrig.wires.tc.TcAbility;
import dev.roadrig.wires.tc.TcPlace;
import dev.roadrig.wires.tc.TcProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tries a board's way to the cloud as far as that changes nothing on the board or on this host. */
final class UplinkCheck {
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final RackBoard board;
    private final Optional<SshLink> shell;
    private final Ticker ticker;

    /** @param shell the open connection; empty where there is none, or where it did not open */
    UplinkCheck(RackBoard board, Optional<SshLink> shell, Ticker ticker) {
        this.board = board;
        this.shell = shell;
        this.ticker = ticker;
    }

    List<Finding> all() throws InterruptedException {
        try {
            UplinkWire wire = board.uplink();
            if (wire instanceof UplinkWire.Gateway gateway) {
                return gateway(gateway);
            }
            if (wire instanceof UplinkWire.Direct direct) {
                return List.of(direct(direct));
            }
            if (board.shell().isEmpty()) {
                return List.of();
            }
            if (shell.isEmpty()) {
                return List.of(
                        Finding.unknown("uplink", "it goes over the shell, which does not work. Mend that first."));
            }
            return wire instanceof UplinkWire.Tc tc ? tc(tc, shell.get()) : List.of(forward(shell.get()));
        } catch (RunFault e) {
            return List.of(Finding.broken("uplink", String.valueOf(e.getMessage())));
        }
    }

    private Finding forward(SshLink link) throws RunFault, InterruptedException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var offered = new SshUplink(link).offer(socket.getLocalPort(), ticker.in(ANSWER));
            return Finding.ok(
                    "uplink",
                    "a port of this host is at " + offered.host() + ":" + offered.port() + " on the board, over SSH");
        } catch (IOException e) {
            return Finding.broken(
                    "uplink", "no loopback port opens here: " + e.getMessage() + ". Run `ip link set lo up`.");
        }
    }

    private static Finding direct(UplinkWire.Direct wire) {
        try {
            InetAddress own = RigAddress.own(wire.address());
            return Finding.ok(
                    "uplink", own.getHostAddress() + " is this host's; that the board reaches it shows a run");
        } catch (RunFault e) {
            return Finding.unknown(
                    "uplink",
                    wire.address() + " is not this host's own. Right where an address is translated on the way; else"
                            + " write this host's address on the board's side as uplink.host.");
        }
    }

    private List<Finding> tc(UplinkWire.Tc wire, SshLink link) throws RunFault, InterruptedException {
        InetAddress own = RigAddress.own(wire.address());
        TcPlace place = wire.place(board.name());
        List<TcAbility> abilities = TcAbility.of(place, TcProbe.of(place, link.shell(), ticker.in(ANSWER)));
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(
                "uplink", "tc on " + wire.onInterface() + " of the board, to this host at " + own.getHostAddress()));
        for (TcAbility each : abilities) {
            String text = each.what() + ": " + each.reason();
            findings.add(each.can() ? Finding.ok("uplink tc", text) : Finding.broken("uplink tc", text));
        }
        return findings;
    }

    private List<Finding> gateway(UplinkWire.Gateway wire) {
        List<Finding> findings = new ArrayList<>();
        findings.add(side(wire));
        Set<String> needed =
                wire.expose().isPresent() ? Set.of("gateway", "expose", "leftovers") : Set.of("gateway", "leftovers");
        for (GatewayProbe.Line line : GatewayProbe.here(ticker).lines()) {
            if (needed.contains(line.backend())) {
                findings.add(finding("uplink " + line.backend(), line.can(), line.reason(), line.next()));
            }
        }
        if (wire.names().isPresent()) {
            PortProbe.Finding names = PortProbe.here();
            findings.add(finding("uplink dns", names.can(), names.reason(), names.next()));
        }
        return findings;
    }

    private static Finding finding(String wire, boolean can, String reason, String next) {
        String text = next.isEmpty() ? reason : reason + ". Next: " + next;
        return can ? Finding.ok(wire, text) : Finding.broken(wire, text);
    }

    /** This host's interface towards the board, with the address that the rack gives it. */
    private static Finding side(UplinkWire.Gateway wire) {
        try {
            NetworkInterface side = NetworkInterface.getByName(wire.onInterface());
            if (side == null) {
                return Finding.broken(
                        "uplink",
                        "this host has no interface " + wire.onInterface() + ". `ip link` lists those that it has.");
            }
            if (!side.isUp()) {
                return Finding.broken(
                        "uplink",
                        wire.onInterface() + " is down. Run `ip link set " + wire.onInterface()
                                + " up`, and plug its cable.");
            }
            boolean has =
                    side.inetAddresses().anyMatch(each -> each.getHostAddress().equals(wire.address()));
            return has
                    ? Finding.ok("uplink", wire.onInterface() + " is up and has " + wire.address())
                    : Finding.broken(
                            "uplink",
                            wire.onInterface() + " has not " + wire.address() + ". Run `ip addr add " + wire.address()
                                    + "/24 dev " + wire.onInterface() + "`, or write the address that it has.");
        } catch (IOException e) {
            return Finding.broken("uplink", wire.onInterface() + ": " + e.getMessage() + ". `ip link` shows it.");
        }
    }
}
