package dev.roadrig.boards.link.gateway;

import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What this host can do for each of the link's backends. Queues are tried in a network namespace made for that and
 * removed again; the host's own interfaces are not touched.
 */
public final class GatewayProbe {
    private static final String RELAY_INSTEAD = "Use the relay, whose link is Roadrig's own and needs no such queue";

    private final Host host;
    private final boolean root;
    private final Attempt tun;
    private final Found leftovers;
    private final String scratch = "rr-probe-" + ProcessHandle.current().pid();

    /** Something that works or says why it does not. */
    @FunctionalInterface
    interface Attempt {
        void make() throws RigFault;
    }

    /** Finds what killed gateways left. */
    @FunctionalInterface
    interface Found {
        List<String> find() throws RigFault;
    }

    /**
     * One thing that was asked of the host.
     *
     * @param backend what was asked for
     * @param can whether the host can
     * @param reason what was seen
     * @param next what to do; empty when nothing is to be done
     */
    public record Line(String backend, boolean can, String reason, String next) {}

    GatewayProbe(Host host, boolean root, Attempt tun, Found leftovers) {
        this.host = host;
        this.root = root;
        this.tun = tun;
        this.leftovers = leftovers;
    }

    /** The probe of the host on which this process runs. */
    public static GatewayProbe here(Ticker ticker) {
        return new GatewayProbe(
                new LinuxHost(ticker),
                System.getProperty("user.name").equals("root"),
                TunDevice::check,
                () -> Leftovers.here(ticker).find());
    }

    /** Asks the host for everything, in the order relay, gateway, tbf, netem, expose, leftovers. */
    public List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        lines.add(relay());
        lines.add(gateway());
        lines.addAll(queues());
        lines.add(expose());
        lines.add(left());
        return List.copyOf(lines);
    }

    private static Line relay() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new Line("relay", true, "a loopback socket opened on port " + socket.getLocalPort(), "");
        } catch (IOException e) {
            return new Line(
                    "relay",
                    false,
                    "no loopback socket opens: " + e.getMessage(),
                    "Bring the loopback interface up: ip link set lo up");
        }
    }

    private Line gateway() {
        if (!root) {
            return new Line("gateway", false, "this user is not root", "Run it again with sudo");
        }
        Optional<Line> wrong = attempt("gateway", tun, "Run `modprobe tun`")
                .or(() -> attempt("gateway", () -> run("ip", "-V"), "Install iproute2"))
                .or(() -> attempt("gateway", () -> run("tc", "-V"), "Install iproute2"))
                .or(() -> attempt("gateway", () -> ForwardPolicy.require(host, "rrgw*", false), ""));
        return wrong.orElseGet(() -> new Line(
                "gateway",
                true,
                "root, /dev/net/tun, ip and tc are there; IPv4 only: a board's IPv6 is blocked and counted",
                ""));
    }

    private Line expose() {
        if (!root) {
            return new Line("expose", false, "not tried: this user is not root", "Run it again with sudo");
        }
        return attempt("expose", () -> run("nft", "list", "tables"), "Install nftables")
                .or(() -> attempt("expose", () -> ForwardPolicy.require(host, "rrgw*", true), ""))
                .orElseGet(() -> new Line(
                        "expose", true, "nft is there, and the packet filter lets forwarded packets pass", ""));
    }

    private List<Line> queues() {
        if (!root) {
            String next = "Run it again with sudo";
            return List.of(
                    new Line("tbf", false, "not tried: this user is not root", next),
                    new Line("netem", false, "not tried: this user is not root", next));
        }
        List<Line> lines = new ArrayList<>();
        boolean made = false;
        try {
            run("ip", "netns", "add", scratch);
            made = true;
            lines.add(queue("tbf", "rate", "1mbit", "burst", "10kb", "latency", "50ms"));
            lines.add(queue("netem", "delay", "1ms"));
        } catch (RigFault e) {
            String next = "In a container give it CAP_SYS_ADMIN and CAP_NET_ADMIN";
            lines.add(cannot("tbf", e, next));
            lines.add(cannot("netem", e, next));
        } finally {
            removeScratch(made).ifPresent(lines::add);
        }
        return lines;
    }

    /** Also after a failure: iproute2 may have made the name before it failed. */
    private Optional<Line> removeScratch(boolean made) {
        Optional<Line> wrong = attempt(
                "scratch", () -> run("ip", "netns", "del", scratch), "Remove it by hand: ip netns del " + scratch);
        return made ? wrong : Optional.empty();
    }

    private Line queue(String kind, String... settings) {
        List<String> command =
                new ArrayList<>(List.of("tc", "-n", scratch, "qdisc", "replace", "dev", "lo", "root", kind));
        command.addAll(List.of(settings));
        return attempt(
                        kind,
                        () -> run(command.toArray(String[]::new)),
                        "Run `modprobe sch_" + kind + "`. If there is no such module: " + RELAY_INSTEAD)
                .orElseGet(() -> new Line(kind, true, "a queue of its kind was made in a scratch namespace", ""));
    }

    private Line left() {
        try {
            List<String> found = leftovers.find();
            return found.isEmpty()
                    ? new Line("leftovers", true, "no killed gateway left anything", "")
                    : new Line(
                            "leftovers",
                            false,
                            String.join(" ", found),
                            "The next gateway that starts here takes back what it may");
        } catch (RigFault e) {
            return cannot("leftovers", e, "Run it again with sudo");
        }
    }

    private void run(String... command) throws RigFault {
        String unused = host.run(List.of(command));
    }

    private static Optional<Line> attempt(String backend, Attempt attempt, String next) {
        try {
            attempt.make();
            return Optional.empty();
        } catch (RigFault e) {
            return Optional.of(cannot(backend, e, next));
        }
    }

    /** A refused command is told by what it printed; every other fault says itself what is next. */
    private static Line cannot(String backend, RigFault fault, String next) {
        if (fault.code().equals(LinuxHost.REFUSED)) {
            String said =
                    fault.evidence().stream().map(Evidence::text).findFirst().orElse("");
            return new Line(
                    backend, false, said.isBlank() ? "refused without a word" : said.replace("\n", " / "), next);
        }
        String words = String.valueOf(fault.getMessage());
        int end = words.indexOf(". ");
        return end < 0
                ? new Line(backend, false, words, next)
                : new Line(backend, false, words.substring(0, end), words.substring(end + 2));
    }
}
