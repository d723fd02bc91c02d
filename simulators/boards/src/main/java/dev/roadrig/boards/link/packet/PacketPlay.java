package dev.roadrig.boards.link.packet;

import dev.roadrig.scenarios.scenario.LinkProfile;
import java.util.Optional;

/**
 * What a run asks of a link of packets.
 *
 * @param profile over the whole drive; empty where packets pass as they are
 * @param seed decides losses, jitter and faults of packets
 * @param windowStartNanos where the played window begins, since the drive's start
 * @param logs where mm-link's logs of packet traces go; empty for none
 */
public record PacketPlay(
        Optional<LinkProfile> profile, long seed, long windowStartNanos, Optional<TraceLogs.Place> logs) {}
