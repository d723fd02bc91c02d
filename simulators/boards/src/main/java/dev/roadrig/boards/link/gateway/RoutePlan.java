package dev.roadrig.boards.link.gateway;

import dev.roadrig.scenarios.fault.RigFault;
import java.util.ArrayList;
import java.util.List;

/**
 * How a board's packets are led through a tun device, as steps in order. From the board: what comes in at its interface
 * is redirected into the tun before any routing. To the board: a rule leads into the tun, and another, asked before,
 * leads what comes out of the tun to the board. Forwarding is switched on for the tun and the uplink only: the
 * kernel decides by the interface at which a packet comes in (Documentation/networking/ip-sysctl.rst), so the host's
 * ip_forward stays as it is. IPv6 is blocked both ways.
 */
final class RoutePlan {
    /** Reverse paths may go through any interface: those of a board lead through the tun. */
    private static final String LOOSE = "2";

    private final GatewaySpec spec;
    private final Slot slot;
    private final Host host;
    private final List<StateFile> others;

    /**
     * Plans one gateway.
     *
     * @param slot whose tun exists already
     * @param others the gateways that stand on this host now, which may share settings with this one
     */
    RoutePlan(GatewaySpec spec, Slot slot, Host host, List<StateFile> others) {
        this.spec = spec;
        this.slot = slot;
        this.host = host;
        this.others = List.copyOf(others);
    }

    /** The steps in the order in which they are made. */
    List<Step> steps() throws RigFault {
        String board = spec.board().getHostAddress();
        String gateway = spec.gateway().getHostAddress();
        String tun = slot.tun();
        String side = spec.boardInterface();
        List<Step> steps = new ArrayList<>();
        if (host.setting(v6(tun)).isPresent()) {
            steps.add(setting(v6(tun), "1"));
        }
        steps.add(setting(v4(tun, "rp_filter"), LOOSE));
        steps.add(setting(v4(tun, "accept_local"), "1"));
        steps.add(setting(v4(tun, "forwarding"), "1"));
        steps.add(setting(v4(side, "rp_filter"), LOOSE));
        if (spec.uplink().isPresent()) {
            steps.add(setting(v4(spec.uplink().get(), "forwarding"), "1"));
            steps.add(new Step.Masquerade(tun, board, spec.uplink().get()));
        }
        steps.add(new Step.Address(tun, gateway));
        steps.add(new Step.Route(slot.tableIn(), board, tun, gateway));
        steps.add(new Step.Route(slot.tableOut(), board, side, gateway));
        steps.add(rule(0, slot.tableOut(), "control", String.valueOf(spec.controlPort())));
        steps.add(rule(1, slot.tableOut(), "from", tun));
        steps.add(rule(2, slot.tableIn(), "all", "-"));
        steps.add(new TcStep.Ingress(side));
        steps.add(new TcStep.Block(side, tun));
        steps.add(new TcStep.Divert(side, board, spec.controlPort(), tun));
        return List.copyOf(steps);
    }

    private Step rule(int index, int table, String kind, String value) {
        return new Step.Rule(
                slot.preference(index), table, spec.board().getHostAddress(), new Step.Rule.Match(kind, value));
    }

    private Step.Setting setting(String key, String value) throws RigFault {
        for (StateFile other : others) {
            for (Step step : other.steps()) {
                if (step instanceof Step.Setting shared && shared.key().equals(key)) {
                    return new Step.Setting(key, shared.former(), value);
                }
            }
        }
        String former = host.setting(key)
                .orElseThrow(() -> new RigFault(
                        "gateway.interface",
                        "This host has no network interface for the setting " + key
                                + ". `ip link show` lists those that" + " there are."));
        return new Step.Setting(key, former, value);
    }

    private static String v4(String name, String setting) {
        return "net.ipv4.conf." + name + "." + setting;
    }

    /** The kernel gives the tun an IPv6 address of its own and talks into it; a host without IPv6 has no such key. */
    private static String v6(String name) {
        return "net.ipv6.conf." + name + ".disable_ipv6";
    }
}
