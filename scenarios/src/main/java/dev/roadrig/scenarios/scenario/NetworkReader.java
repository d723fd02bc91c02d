package dev.roadrig.scenarios.scenario;

import dev.roadrig.scenarios.link.PacketPlan;
import dev.roadrig.scenarios.link.PacketTrace;
import dev.roadrig.scenarios.link.QueuePlan;
import dev.roadrig.scenarios.quantity.Dimension;
import dev.roadrig.scenarios.scenario.LinkConditions.Combine;
import dev.roadrig.scenarios.yaml.YamlMap;
import dev.roadrig.scenarios.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the network's conditions: constants, a trace, a schedule on drive time, stretches of the route, and places.
 *
 * <pre>{@code
 * network: {trace: drive/cellular.csv}                          # every condition; see CellularCsv
 * network: {trace: drive.mcap}                                  # the same, as it travels in a drive in one file
 * network: {trace: {up: lte.up, down: lte.down}, rtt: 60ms}     # mahimahi traces; see MahimahiTrace
 * network: {rate: 10 Mbit/s, delay: 20ms, jitter: 2ms, loss: 1 %}           # see ConditionsReader
 * network: {trace: drive/cellular.csv, rtt: 300ms, combine: worst}
 * network:
 *   rate: 10 Mbit/s
 *   queue: droptail:packets=100                                 # see QueuePlan; {up: .., down: ..}
 *   mtu: 1400 B
 *   schedule: [{at: 5s, delay: 200ms}, {at: 9s}]                # each holds until the next; {at: 9s} states nothing
 *   along: [{from: 200m, to: 450m, rate: 0 bit/s}]              # metres of the route
 *   places: [{latitude: 49.7, longitude: 9.26, radius: 80m, loss: 5 %}]
 *   combine: replace
 * }</pre>
 *
 * {@code rate} is both {@code up} and {@code down}; {@code delay} is one way and half an {@code rtt}. What nobody states
 * is no delay, no jitter, no loss; the rates must be stated. Where two sources state the same condition at a moment,
 * {@code combine} says whether the {@code worst} of both holds or the later one, in the order of this list,
 * {@code replace}s the other.
 */
final class NetworkReader {
    private final YamlMap map;
    private final Supplier<DriveTime> drive;

    private NetworkReader(YamlMap map, Supplier<DriveTime> drive) {
        this.map = map;
        this.drive = drive;
    }

    /**
     * @param drive asked only where a trace has stamps on the drive's clock, or a condition holds at a place
     */
    static LinkProfile read(YamlMap map, Supplier<DriveTime> drive) {
        map.only(ConditionsReader.keysAnd("trace", "combine", "queue", "mtu", "schedule", "along", "places"));
        return new NetworkReader(map, new Once(drive)).profile();
    }

    private LinkProfile profile() {
        List<ConditionSource> sources = new ArrayList<>();
        map.optional("trace").map(node -> LinkTrace.read(node, drive).source()).ifPresent(sources::add);
        sources.add(ConditionSource.always(ConditionsReader.read(map)));
        map.optionalList("schedule").map(ConditionSource::schedule).ifPresent(sources::add);
        map.optionalList("along").ifPresent(list -> sources.addAll(ConditionSource.along(list, drive)));
        map.optionalList("places").ifPresent(list -> sources.addAll(ConditionSource.places(list, drive)));

        Optional<Combine> combine = map.optionalScalar("combine").map(s -> s.word(Combine.values(), Combine::word));
        TreeSet<Long> moments = new TreeSet<>();
        sources.forEach(source -> moments.addAll(source.moments()));
        NavigableMap<Long, LinkState> steps = new TreeMap<>();
        boolean combined = false;
        for (long at : moments) {
            LinkConditions joined = LinkConditions.NOTHING;
            for (ConditionSource source : sources) {
                LinkConditions stated = source.at(at);
                List<String> both = stated.statedTwiceBy(joined);
                if (!both.isEmpty() && combine.isEmpty()) {
                    throw map.bad("two sources state " + String.join(", ", both)
                            + "; write combine: worst or combine: replace, or leave one out");
                }
                combined |= !both.isEmpty();
                joined = combine.orElse(Combine.REPLACE).join(stated, joined);
            }
            requireRates(joined, at);
            steps.put(at, joined.state());
        }
        if (!combined && combine.isPresent()) {
            throw map.badKey("combine", "there is nothing to combine: no condition is stated twice");
        }
        return new LinkProfile(steps, packets());
    }

    private void requireRates(LinkConditions joined, long at) {
        String missing =
                joined.up().rate().isEmpty() ? "up" : joined.down().rate().isEmpty() ? "down" : "";
        if (!missing.isEmpty()) {
            throw map.bad("the link's rate " + missing + " is missing"
                    + (at > 0 ? " at " + at / 1e9 + " s" : "")
                    + "; write trace, rate, or up and down");
        }
    }

    private PacketPlan packets() {
        QueuePlan up = PacketPlan.USUAL.up();
        QueuePlan down = PacketPlan.USUAL.down();
        if (map.optional("queue").filter(YamlMap.class::isInstance).isPresent()) {
            YamlMap ways = map.map("queue").only("up", "down");
            up = ways.optionalScalar("up").map(NetworkReader::queue).orElse(up);
            down = ways.optionalScalar("down").map(NetworkReader::queue).orElse(down);
        } else if (map.has("queue")) {
            up = queue(map.scalar("queue"));
            down = up;
        }
        int mtu = map.optionalScalar("mtu").map(NetworkReader::mtu).orElse(PacketPlan.LARGEST_MTU_BYTES);
        return new PacketPlan(up, down, mtu, chances("up"), chances("down"));
    }

    /** Packet by packet only where nothing but the trace states the rate. */
    private Optional<PacketTrace> chances(String way) {
        boolean others = map.has("schedule") || map.has("along") || map.has("places") || map.has("combine");
        return others ? Optional.empty() : map.optional("trace").flatMap(node -> LinkTrace.chances(node, way));
    }

    private static QueuePlan queue(YamlScalar scalar) {
        return scalar.inPlace(() -> QueuePlan.parse(scalar.text()));
    }

    private static int mtu(YamlScalar scalar) {
        long bytes = scalar.inPlace(() -> scalar.quantity(Dimension.BYTES).whole("bytes"));
        if (bytes < 68 || bytes > PacketPlan.LARGEST_MTU_BYTES) {
            throw scalar.bad("an MTU is from 68 B (RFC 791) to 65535 B");
        }
        return (int) bytes;
    }

    /** A drive is opened once, when it is first asked for. */
    private static final class Once implements Supplier<DriveTime> {
        private final Supplier<DriveTime> drive;
        private @Nullable DriveTime known;

        Once(Supplier<DriveTime> drive) {
            this.drive = drive;
        }

        @Override
        public DriveTime get() {
            DriveTime time = known;
            if (time == null) {
                time = drive.get();
                known = time;
            }
            return time;
        }
    }
}
