package dev.roadrig.boards.link.gateway;

import dev.roadrig.scenarios.fault.RigFault;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What of this host's network belongs to boards of this process; others may change theirs meanwhile. */
final class OwnNetwork {
    private OwnNetwork() {}

    /** All of it that a gateway before one of these boards may change, a line each. */
    static List<String> of(Host host, NamespaceBoard board) throws RigFault {
        Pattern mine = board.mine();
        List<String> own = new ArrayList<>();
        for (String command : List.of("ip rule show", "ip route show table all", "tc qdisc show", "ip -br link")) {
            for (String line : host.run(List.of(command.split(" "))).split("\n")) {
                if (mine.matcher(line).find()) {
                    own.add(line.replaceAll(" expires \\d+sec", "").strip());
                }
            }
        }
        String key = "net.ipv4.conf." + board.side() + ".rp_filter";
        own.add(key + " " + host.setting(key).orElse("none"));
        return own;
    }

    /** Settings of the whole host, which are as before when the last gateway is gone; empty while any stands. */
    static List<String> ofAll(Host host) throws RigFault {
        if (host.run(List.of("ip", "-br", "link")).contains("rrgw")) {
            return List.of();
        }
        List<String> settings = new ArrayList<>();
        for (String key : List.of("all.rp_filter", "all.forwarding")) {
            settings.add(key + " " + host.setting("net.ipv4.conf." + key).orElse("none"));
        }
        return settings;
    }
}
