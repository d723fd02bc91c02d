package dev.roadrig.harness.run;

import dev.roadrig.boards.link.gateway.GatewaySpec;
import dev.roadrig.boards.link.gateway.dns.AskedName;
import dev.roadrig.boards.link.gateway.dns.DnsNames;
import dev.roadrig.boards.link.gateway.dns.DnsPlace;
import dev.roadrig.boards.link.gateway.dns.DnsQuery;
import dev.roadrig.boards.link.gateway.dns.DnsWatch;
import dev.roadrig.boards.link.gateway.dns.GatewayDns;
import dev.roadrig.boards.link.gateway.dns.Others;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes into a run's record what a board asks its name server, each name, type and outcome once: a board that asks in a
 * loop does not fill it.
 */
record AskedNames(Rig rig) implements DnsWatch {
    /** In the account; the record has more. */
    private static final int MOST_TOLD = 5;

    /**
     * Opens the name server at the gateway's address.
     *
     * @throws RigFault {@code gateway.dns} when the port cannot be had
     */
    static GatewayDns serve(Rig rig, GatewaySpec spec, DnsNames names) throws RigFault {
        var place = new DnsPlace(spec.name(), spec.gateway(), DnsPlace.PORT, spec.board());
        return GatewayDns.open(place, names, rig.ticker(), new AskedNames(rig));
    }

    @Override
    public void asked(DnsQuery query) {
        if (query.nth() == 1) {
            rig.sink()
                    .write(
                            query.nanos(),
                            BoardEvent.newBuilder()
                                    .setKind(BoardEvent.Kind.NAME_ASKED)
                                    .setText(query.text())
                                    .build());
        }
    }

    @Override
    public void broken(RigFault fault) {
        rig.faults().report(fault);
    }

    /** Which names are known, a sentence for people. */
    static String words(DnsNames names) {
        String known = new TreeMap<>(names.addresses())
                .entrySet().stream()
                        .limit(MOST_TOLD)
                        .map(name -> name.getKey() + " at " + name.getValue().getHostAddress())
                        .collect(Collectors.joining(", "));
        return "Names: " + known + more(names.addresses().size())
                + (names.others() == Others.FORWARD ? "; others are asked of this host's resolver." : "; no others.");
    }

    /** What was asked until now, for people, the first few in their order. */
    static String account(List<AskedName> asked) {
        if (asked.isEmpty()) {
            return "no name was asked for";
        }
        return "names asked for: "
                + asked.stream().limit(MOST_TOLD).map(AskedNames::line).collect(Collectors.joining(", "))
                + more(asked.size());
    }

    private static String line(AskedName name) {
        return name.name() + " " + name.type() + " (" + name.outcome().words()
                + (name.count() == 1 ? "" : ", " + name.count() + " times") + ")";
    }

    private static String more(int all) {
        return all <= MOST_TOLD ? "" : " and " + (all - MOST_TOLD) + " more";
    }
}
