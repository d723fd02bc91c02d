package dev.roadrig.reports.join;

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
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The rig's meters of a record, each with its last account and its gaps. */
final class Meters {
    private Meters() {}

    static List<MeterTable> of(
            List<At<MeterAbout>> abouts, List<At<MeterAccount>> accounts, List<At<Telemetry>> sweeps) {
        Map<String, MeterAbout> byName = new LinkedHashMap<>();
        abouts.forEach(about -> byName.put(about.message().getMeter(), about.message()));
        List<MeterTable> meters = new ArrayList<>();
        byName.forEach((name, about) -> meters.add(new MeterTable(about, account(name, abouts, accounts), gaps(name, sweeps))));
        return meters;
    }

    /** A meter that was opened anew counts anew: the last accounts before each opening add up. */
    private static Optional<MeterAccount> account(
            String name, List<At<MeterAbout>> abouts, List<At<MeterAccount>> accounts) {
        NavigableMap<Long, MeterAccount> byOpening = new TreeMap<>();
        NavigableMap<Long, MeterAbout> openings = new TreeMap<>();
        abouts.stream()
                .filter(about -> about.message().getMeter().equals(name))
                .forEach(about -> openings.put(about.nanos(), about.message()));
        accounts.stream()
                .filter(account -> account.message().getMeter().equals(name))
                .filter(account -> openings.floorKey(account.nanos()) != null)
                .forEach(account -> byOpening.put(openings.floorKey(account.nanos()), account.message()));
        return byOpening.values().stream().reduce((a, b) -> a.toBuilder()
                .setTaken(a.getTaken() + b.getTaken())
                .setLost(a.getLost() + b.getLost())
                .setRefused(a.getRefused() + b.getRefused())
                .addAllNotes(b.getNotesList())
                .build());
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
