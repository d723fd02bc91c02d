package dev.roadrig.harness.reproduce;

import dev.roadrig.scenarios.link.Jitter;
import dev.roadrig.scenarios.link.Loss;
import dev.roadrig.scenarios.link.PacketFaults;
import dev.roadrig.scenarios.link.PacketPlan;
import dev.roadrig.scenarios.link.QueuePlan;
import dev.roadrig.scenarios.link.WayState;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkProfile.Step;
import dev.roadrig.scenarios.scenario.LinkState;
import dev.roadrig.scenarios.yaml.YamlFile;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A link's conditions as text that is read as the same conditions: the packet traces where it has some, rows of a trace where
 * these say it all, else the steps of a schedule.
 */
final class LinkText {
    /** Where a share is written in a trace. */
    private static final int LOSS_PLACES = 9;

    private LinkText() {}

    /** Whether rows of a trace say everything of it. */
    static boolean fitsRows(LinkProfile profile) {
        return !profile.packets().byTrace()
                && profile.steps().stream().map(Step::state).allMatch(LinkText::fitsRow);
    }

    private static boolean fitsRow(LinkState state) {
        return state.equals(plain(state));
    }

    private static LinkState plain(LinkState s) {
        return new LinkState(
                s.name(),
                s.upBitsPerSecond(),
                s.downBitsPerSecond(),
                s.rtt(),
                s.up().jitter().deviation(),
                s.up().loss().share());
    }

    /** @param startNanos of the drive, UTC */
    static String rows(LinkProfile profile, long startNanos) {
        return profile.steps().stream()
                .map(step -> row(Math.max(0, startNanos + step.driveOffsetNanos()), step.state()))
                .collect(Collectors.joining("", "t_ns,state,down_kbps,up_kbps,rtt_ms,jitter_ms,loss\n", ""));
    }

    private static String row(long atNanos, LinkState s) {
        return String.join(
                        ",",
                        Long.toString(atNanos),
                        name(s),
                        decimal(s.downBitsPerSecond(), 3),
                        decimal(s.upBitsPerSecond(), 3),
                        decimal(s.rtt().toNanos(), 6),
                        decimal(s.up().jitter().deviation().toNanos(), 6),
                        new BigDecimal(s.up().loss().share())
                                .setScale(LOSS_PLACES, RoundingMode.HALF_EVEN)
                                .stripTrailingZeros()
                                .toPlainString())
                + "\n";
    }

    private static String name(LinkState state) {
        return state.name().replaceAll("[^A-Za-z0-9._-]+", "-");
    }

    private static String decimal(long value, int places) {
        return BigDecimal.valueOf(value, places).stripTrailingZeros().toPlainString();
    }

    /** The conditions as words of a network's map, without those of packets. */
    static String conditions(LinkProfile profile, Path folder) {
        return profile.packets().byTrace() ? traces(profile, folder) : schedule(profile, folder);
    }

    /** Packet traces, and what else holds all the time. */
    private static String traces(LinkProfile profile, Path folder) {
        PacketPlan packets = profile.packets();
        LinkState state = profile.at(0);
        String files = Stream.of(
                        packets.upTrace().map(trace -> "up: " + file(trace.source(), folder)),
                        packets.downTrace().map(trace -> "down: " + file(trace.source(), folder)))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", ", "trace: {", "}"));
        return files + ", up: " + way(state.up(), packets.upTrace().isEmpty(), folder) + ", down: "
                + way(state.down(), packets.downTrace().isEmpty(), folder);
    }

    /** A network's map, its first words those of the conditions. */
    static String network(String conditions, PacketPlan packets) {
        StringBuilder text = new StringBuilder("{" + conditions);
        if (!packets.up().equals(PacketPlan.USUAL.up()) || !packets.down().equals(PacketPlan.USUAL.down())) {
            text.append(", queue: {up: ").append(queue(packets.up()));
            text.append(", down: ").append(queue(packets.down())).append("}");
        }
        if (packets.mtuBytes() != PacketPlan.LARGEST_MTU_BYTES) {
            text.append(", mtu: ").append(packets.mtuBytes()).append(" B");
        }
        return text.append("}").toString();
    }

    private static String queue(QueuePlan plan) {
        return YamlFile.quoted(plan.written());
    }

    /** The steps of a schedule. */
    private static String schedule(LinkProfile profile, Path folder) {
        return profile.from(0).steps().stream()
                .map(step -> "{at: " + seconds(step.driveOffsetNanos()) + ", name: "
                        + YamlFile.quoted(name(step.state())) + ", up: "
                        + way(step.state().up(), true, folder) + ", down: "
                        + way(step.state().down(), true, folder) + "}")
                .collect(Collectors.joining(", ", "schedule: [", "]"));
    }

    private static String seconds(long nanos) {
        return decimal(nanos, 9) + " s";
    }

    private static String way(WayState way, boolean rated, Path folder) {
        StringBuilder text = new StringBuilder("{");
        text.append(rated ? "rate: " + way.bitsPerSecond() + " bit/s, " : "");
        text.append("delay: ").append(seconds(way.delay().toNanos()));
        if (!way.jitter().none()) {
            Jitter jitter = way.jitter();
            text.append(", jitter: {deviation: ")
                    .append(seconds(jitter.deviation().toNanos()))
                    .append(", distribution: ")
                    .append(jitter.distribution().word())
                    .append(", correlation: ")
                    .append(plain(jitter.correlation()))
                    .append("}");
        }
        if (!way.loss().none()) {
            text.append(", loss: ").append(loss(way.loss(), folder));
        }
        PacketFaults faults = way.faults();
        text.append(share("reorder", faults.reordered()));
        text.append(share("duplicate", faults.duplicated()));
        return text.append(share("corrupt", faults.corrupted())).append("}").toString();
    }

    private static String share(String key, double share) {
        return share == 0 ? "" : ", " + key + ": " + plain(share);
    }

    private static String plain(double share) {
        return new BigDecimal(Double.toString(share)).toPlainString();
    }

    private static String file(Path file, Path folder) {
        return YamlFile.quoted(folder.relativize(file.toAbsolutePath()).toString());
    }

    private static String loss(Loss loss, Path folder) {
        if (loss instanceof Loss.Recorded recorded) {
            return "{recorded: " + file(recorded.drops().source(), folder) + "}";
        }
        if (loss instanceof Loss.GilbertElliott bursts) {
            return "{enter: " + plain(bursts.enter()) + ", leave: " + plain(bursts.leave()) + ", lost-in-bad: "
                    + plain(bursts.lostInBad()) + ", lost-in-good: " + plain(bursts.lostInGood()) + "}";
        }
        return plain(loss.share());
    }
}
