package dev.roadrig.wires.tc;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What tc on a board can do.
 *
 * @param tc where iproute2's tc is on the board; empty for none
 * @param version as it says itself
 * @param root whether commands run as root
 * @param mtuBytes of the interface; 0 where there is no such interface
 * @param index of the interface in its kernel; 0 where there is no such interface
 * @param kinds what the kernel said to each kind that was tried: {@code fine}, or why not
 * @param tables whether netem's tables of distributions are there
 * @param fineTimers whether packets are let go by high-resolution timers
 * @param caller $SSH_CONNECTION: the connection over which was asked, where it is one over SSH
 * @param left what an earlier harness left, as its note says; empty for nothing
 * @param qdiscs {@code tc qdisc show} as it was before any change
 */
public record TcProbe(
        String tc,
        String version,
        boolean root,
        int mtuBytes,
        int index,
        Map<String, String> kinds,
        boolean tables,
        boolean fineTimers,
        Optional<String> caller,
        String left,
        QdiscShow qdiscs) {
    private static final List<String> KINDS = List.of("htb", "u32", "ifb", "ingress", "mirred", "tbf", "netem");

    public TcProbe {
        kinds = Map.copyOf(kinds);
    }

    /**
     * Asks a board.
     *
     * @throws RunFault when the board's shell does not answer, or answers something else
     */
    public static TcProbe of(TcPlace place, Shell shell, Deadline deadline) throws RunFault, InterruptedException {
        Shell.Result result = shell.run(ProbeScript.of(place), deadline);
        Sections said = Sections.parse(result.out());
        if (!said.has("end")) {
            throw new UnknownFault(
                    "tc.probe",
                    "The shell of " + place.board() + " did not run the questions about its tc to their end. It must be"
                            + " a POSIX shell; try `sh` there by hand.",
                    new Evidence("its output", result.out()),
                    new Evidence("its errors", result.err()));
        }
        return parse(said);
    }

    static TcProbe parse(Sections said) {
        Map<String, String> kinds = new LinkedHashMap<>();
        for (String kind : KINDS) {
            if (said.has(kind)) {
                String text = said.get(kind);
                kinds.put(kind, text.endsWith(ProbeScript.FINE) ? ProbeScript.FINE : text.replace("\n", " / "));
            }
        }
        String mtu = said.get("mtu");
        String index = said.get("index");
        return new TcProbe(
                said.get("tc"),
                said.get("version"),
                said.get("user").equals("0"),
                mtu.matches("\\d{1,6}") ? Integer.parseInt(mtu) : 0,
                index.matches("\\d{1,9}") ? Integer.parseInt(index) : 0,
                kinds,
                said.get("tables").contains("normal.dist"),
                said.get("timers").endsWith("3b9aca00"),
                Optional.of(said.get("control")).filter(text -> !text.isEmpty()),
                said.get("left"),
                QdiscShow.parse(said.get("qdiscs")));
    }

    /** Whether the board's kernel has a kind of queue, filter or action. */
    public boolean has(String kind) {
        return ProbeScript.FINE.equals(kinds.get(kind));
    }

    /** The interface through which what comes to the board is led: no other interface of the board has this name's number. */
    String intermediate() {
        return "rr-" + index;
    }

    Optional<ControlPath> control() {
        return caller.flatMap(ControlPath::parse);
    }

    /** What is in the way of everything, whatever is asked; a sentence each. */
    List<String> obstacles(TcPlace place) {
        List<String> says = new ArrayList<>();
        if (tc.isEmpty()) {
            says.add("it has no tc of iproute2's (a busybox's own knows too little); install iproute2 there");
        }
        if (!root) {
            says.add("its shell is not root's; log in as root");
        }
        if (mtuBytes == 0) {
            says.add("it has no interface " + place.interfaceName() + "; look at `ip link` there");
        }
        if (caller.isPresent() && control().isEmpty()) {
            says.add("its SSH server does not say whence it was called: $SSH_CONNECTION is \"" + caller.get()
                    + "\", and the control connection must go past the shaping");
        }
        if (says.isEmpty()) {
            qdiscs.foreign(place.interfaceName()).ifPresent(says::add);
        }
        return says;
    }

    /** Why a kind is not to be had; empty when it is. */
    Optional<String> lack(String kind) {
        if (has(kind)) {
            return Optional.empty();
        }
        String said = kinds.getOrDefault(kind, "not tried: no interface could be made to try it on");
        return Optional.of("its kernel has no " + kind + " (" + said + "); load or build its module");
    }
}
