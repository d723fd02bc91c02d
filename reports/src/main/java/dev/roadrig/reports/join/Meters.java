package dev.roadrig.reports.join;

import dev.roadrig.reports.join.MeterTable.Account;
import dev.roadrig.reports.join.MeterTable.Gap;
import dev.roadrig.reports.join.RunTable.At;
import dev.roadrig.scenarios.record.v1.MeterAbout;
import dev.roadrig.scenarios.record.v1.MeterAccount;
import dev.roadrig.scenarios.record.v1.Reading;
import dev.roadrig.scenarios.record.v1.Telemetry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rig's meters of a record, each with its accounts and its gaps. */
final class Meters {
    private Meters() {}

    static List<MeterTable> of(
            List<At<MeterAbout>> abouts, List<At<MeterAccount>> accounts, List<At<Telemetry>> sweeps) {
        Map<String, MeterAbout> byName = new LinkedHashMap<>();
        abouts.forEach(about -> byName.put(about.message().getMeter(), about.message()));
        List<MeterTable> meters = new ArrayList<>();
        byName.forEach((name, about) ->
                meters.add(new MeterTable(about, accounts(name, abouts, accounts), gaps(name, sweeps))));
        return meters;
    }

    /** A meter that was opened anew counts anew: what it counted before is added. */
    private static List<Account> accounts(String name, List<At<MeterAbout>> abouts, List<At<MeterAccount>> accounts) {
        long[] openings = abouts.stream()
                .filter(about -> about.message().getMeter().equals(name))
                .mapToLong(At::nanos)
                .toArray();
        List<Account> all = new ArrayList<>();
        Account before = new Account(0, 0, 0);
        Account last = before;
        int opened = 1;
        for (At<MeterAccount> account : accounts) {
            if (!account.message().getMeter().equals(name)) {
                continue;
            }
            while (opened < openings.length && account.nanos() >= openings[opened]) {
                before = last;
                opened++;
            }
            last = new Account(
                    account.nanos(),
                    before.taken() + account.message().getTaken(),
                    before.lost() + account.message().getLost());
            all.add(last);
        }
        return all;
    }

    private static List<Gap> gaps(String name, List<At<Telemetry>> sweeps) {
        return sweeps.stream()
                .map(At::message)
                .filter(sweep -> sweep.getMeter().equals(name))
                .flatMap(sweep -> sweep.getReadingsList().stream()
                        .filter(Meters::isNone)
                        .map(rail ->
                                new Gap(rail.getName(), sweep.getTakenNs() - sweep.getMeanNs(), sweep.getTakenNs())))
                .toList();
    }

    private static boolean isNone(Reading reading) {
        return reading.getQuantity() == Reading.Quantity.POWER && !Double.isFinite(reading.getValue());
    }
}
