package dev.roadrig.boards.link.gateway.dns;

import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;
import java.io.IOException;
import java.util.List;

/** Why a name server does not start, and what to do. */
final class DnsFaults {
    static final String CODE = "gateway.dns";

    static final String PERMISSION = "Run the command with sudo, or let users open ports from 53 on: sysctl -w"
            + " net.ipv4.ip_unprivileged_port_start=53.";
    static final String TAKEN = "`ss -lnptu 'sport = :53'` names the process. End it, or keep it to its own addresses"
            + " (dnsmasq: bind-interfaces and except-interface; named: listen-on).";

    private DnsFaults() {}

    /** The JDK tells the errors of a bind by their text alone. */
    static RigFault opening(DnsPlace place, IOException e, List<String> held) {
        String why = String.valueOf(e.getMessage());
        String start = "No name server on " + place.text() + ": ";
        if (why.contains("Permission denied")) {
            return new RigFault(CODE, start + "this user may not open that port. " + PERMISSION);
        }
        if (why.contains("Address already in use")) {
            return new RigFault(
                    CODE,
                    start + "another process holds the port"
                            + (held.isEmpty() ? "" : " (" + String.join(", ", held) + ")") + ". "
                            + TAKEN.replace(":53", ":" + place.port()),
                    new Evidence("who listens on port " + place.port(), String.join("\n", held)));
        }
        if (why.contains("Cannot assign requested address")) {
            return new RigFault(
                    CODE,
                    start + "this host has no such address. `ip -br addr` lists those that it has; write the one on the"
                            + " board's interface.");
        }
        return new RigFault(CODE, start + why + ". Run `roadrig link probe` to see what this host can do.");
    }

    static RigFault noResolver(String seen) {
        return new RigFault(
                CODE,
                "Other names cannot be forwarded: " + seen + ". Write a nameserver into /etc/resolv.conf, or say"
                        + " `others: refuse`.");
    }

    static RigFault defect(RuntimeException e) {
        return new RigFault(
                CODE,
                "The board's name server could not serve a query: " + e
                        + ". That is a defect of Roadrig or of who watches its queries; please report it.");
    }
}
