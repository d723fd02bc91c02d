package dev.roadrig.scenarios.record;

import dev.roadrig.scenarios.link.DropVector;
import dev.roadrig.scenarios.link.Jitter;
import dev.roadrig.scenarios.link.Jitter.Distribution;
import dev.roadrig.scenarios.link.Loss;
import dev.roadrig.scenarios.link.PacketFaults;
import dev.roadrig.scenarios.link.WayState;
import dev.roadrig.scenarios.record.v1.GilbertElliott;
import dev.roadrig.scenarios.record.v1.LinkAsked;
import dev.roadrig.scenarios.record.v1.LinkWay;
import dev.roadrig.scenarios.scenario.LinkState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;

/** A link's state as a record keeps it, and back. */
public final class AskedLink {
    private AskedLink() {}

    /** A state that holds from a moment of the drive on. */
    public static LinkAsked message(long driveOffsetNanos, LinkState state) {
        return LinkAsked.newBuilder()
                .setDriveOffsetNs(driveOffsetNanos)
                .setState(state.name())
                .setUpBitsPerSecond(state.upBitsPerSecond())
                .setDownBitsPerSecond(state.downBitsPerSecond())
                .setRttNs(state.rtt().toNanos())
                .setJitterNs(Math.max(
                        state.up().jitter().deviation().toNanos(),
                        state.down().jitter().deviation().toNanos()))
                .setLoss(Math.max(state.up().loss().share(), state.down().loss().share()))
                .setUp(way(state.up()))
                .setDown(way(state.down()))
                .build();
    }

    private static LinkWay way(WayState state) {
        LinkWay.Builder way = LinkWay.newBuilder()
                .setDelayNs(state.delay().toNanos())
                .setJitterNs(state.jitter().deviation().toNanos())
                .setJitterDistribution(state.jitter().distribution().word())
                .setJitterCorrelation(state.jitter().correlation())
                .setReordered(state.faults().reordered())
                .setDuplicated(state.faults().duplicated())
                .setCorrupted(state.faults().corrupted());
        if (state.loss() instanceof Loss.GilbertElliott bursts) {
            way.setBursts(GilbertElliott.newBuilder()
                    .setEnter(bursts.enter())
                    .setLeave(bursts.leave())
                    .setLostInBad(bursts.lostInBad())
                    .setLostInGood(bursts.lostInGood()));
        } else if (state.loss() instanceof Loss.Recorded recorded) {
            way.setRecordedLoss(recorded.drops().source().toString())
                    .setRecordedLossSha256(recorded.drops().sha256());
        } else {
            way.setLoss(state.loss().share());
        }
        return way.build();
    }

    /**
     * A state as it was asked.
     *
     * @param traced the state that the scenario's file has for the same moment: which packets a file names is not in the
     *     record
     * @throws IllegalArgumentException when a number is none of a link's, or the lost packets are not known
     */
    public static LinkState state(LinkAsked asked, LinkState traced) {
        if (!asked.hasUp() || !asked.hasDown()) {
            return new LinkState(
                    asked.getState(),
                    asked.getUpBitsPerSecond(),
                    asked.getDownBitsPerSecond(),
                    Duration.ofNanos(asked.getRttNs()),
                    Duration.ofNanos(asked.getJitterNs()),
                    asked.getLoss());
        }
        return new LinkState(
                asked.getState(),
                way(asked.getUp(), asked.getUpBitsPerSecond(), traced.up().loss()),
                way(asked.getDown(), asked.getDownBitsPerSecond(), traced.down().loss()));
    }

    private static WayState way(LinkWay way, long bitsPerSecond, Loss traced) {
        return new WayState(
                bitsPerSecond,
                Duration.ofNanos(way.getDelayNs()),
                new Jitter(Duration.ofNanos(way.getJitterNs()), distribution(way), way.getJitterCorrelation()),
                loss(way, traced),
                new PacketFaults(way.getReordered(), way.getDuplicated(), way.getCorrupted()));
    }

    private static Distribution distribution(LinkWay way) {
        return Arrays.stream(Distribution.values())
                .filter(known -> known.word().equals(way.getJitterDistribution()))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("there is no distribution '" + way.getJitterDistribution() + "'"));
    }

    private static Loss loss(LinkWay way, Loss traced) {
        return switch (way.getLossesCase()) {
            case BURSTS ->
                new Loss.GilbertElliott(
                        way.getBursts().getEnter(),
                        way.getBursts().getLeave(),
                        way.getBursts().getLostInBad(),
                        way.getBursts().getLostInGood());
            case RECORDED_LOSS -> {
                if (!(traced instanceof Loss.Recorded now)) {
                    throw new IllegalArgumentException("the packets that were lost stood in " + way.getRecordedLoss()
                            + ", which the scenario no longer names");
                }
                requireSame(way, now.drops());
                yield traced;
            }
            case LOSS, LOSSES_NOT_SET -> new Loss.Bernoulli(way.getLoss());
        };
    }

    /** By what they hold; in a record from before that was kept, by the file's name. */
    private static void requireSame(LinkWay way, DropVector now) {
        Path was = Path.of(way.getRecordedLoss());
        boolean same = way.getRecordedLossSha256().isEmpty()
                ? Objects.equals(was.getFileName(), now.source().getFileName())
                : way.getRecordedLossSha256().equals(now.sha256());
        if (!same) {
            throw new IllegalArgumentException("the packets that were lost stood in " + was + ", and those of "
                    + now.source() + ", which the scenario names now, are others; let the scenario name a file with"
                    + " those of the run");
        }
    }
}
