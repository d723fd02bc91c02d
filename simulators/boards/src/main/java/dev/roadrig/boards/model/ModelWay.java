package dev.roadrig.boards.model;

import dev.roadrig.boards.link.LinkShaper;
import dev.roadrig.boards.link.packet.LossCause;
import dev.roadrig.boards.link.packet.PacketOutcome;
import dev.roadrig.boards.link.packet.PacketRelease;
import dev.roadrig.boards.link.packet.PacketWay;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.time.Ticker;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * One direction of a modelled link: messages as the packets of one TCP connection through a {@link PacketWay}, as every
 * backend has it. A packet that is lost, by chance or for want of room, comes again after a retransmission's stall, and what
 * is behind it waits; there is no congestion control.
 */
final class ModelWay implements PacketOutcome {
    /** The first connection of the relay, so that the dice fall as there. */
    private static final long FLOW = 0;

    /** IPv4, and TCP with time stamps. */
    private static final int HEAD_BYTES = 52;

    private static final int ETHERNET_MTU_BYTES = 1_500;

    /** After so many a connection is given up (Linux, {@code tcp_retries2}). */
    private static final int MOST_TRIES = 15;

    private final Ticker ticker;
    private final LinkProfile profile;
    private final LongSupplier driveZero;
    private final PacketWay way;
    private final int mtuBytes;
    private final Map<Long, Packet> inside = new HashMap<>();
    private final Deque<Message> messages = new ArrayDeque<>();
    private long packets;
    /** Where the conditions' time lies on the timeline; that of the first state before the drive begins. */
    private long shiftNanos;

    private boolean begun;
    private boolean beginScheduled;
    private long wakeNanos = Long.MAX_VALUE;
    private long doneNanos;
    private long lastThereNanos;

    private static final class Message {
        private final Runnable there;
        private long left;
        private long lastNanos;

        Message(long packets, Runnable there) {
            this.left = packets;
            this.there = there;
        }
    }

    private record Packet(Message message, long index, int bytes, int tries) {}

    /** @param driveZero drive time 0 on the timeline; {@link Long#MAX_VALUE} while it is not known */
    ModelWay(Ticker ticker, LinkProfile profile, Direction direction, LongSupplier driveZero, long seed) {
        this.ticker = ticker;
        this.profile = profile;
        this.driveZero = driveZero;
        this.mtuBytes = Math.min(ETHERNET_MTU_BYTES, profile.packets().mtuBytes());
        LinkProfile first =
                LinkProfile.constant(profile.at(0)).queued(profile.packets().byRate());
        this.way = new PacketWay(first, direction, seed, 0, this);
    }

    /**
     * Sends bytes.
     *
     * @param there is run when the last of them is there; never, if that is never
     */
    void send(long bytes, Runnable there) {
        advance();
        int payload = mtuBytes - HEAD_BYTES;
        long count = Math.max(1, (bytes + payload - 1) / payload);
        var message = new Message(count, there);
        messages.add(message);
        for (long i = 0; i < count; i++) {
            int size = (int) Math.min(payload, bytes - i * payload) + HEAD_BYTES;
            var packet = new Packet(message, packets++, size, 0);
            inside.put(way.nextId(), packet);
            way.arrive(ticker.nanos() - shiftNanos, FLOW, packet.index(), packet.bytes());
        }
        schedule();
    }

    private void advance() {
        long now = ticker.nanos();
        long zero = begun ? Long.MAX_VALUE : driveZero.getAsLong();
        if (zero <= now) {
            long at = Math.max(zero, doneNanos);
            way.change(profile, at - shiftNanos, at - zero);
            shiftNanos = zero;
            begun = true;
        } else if (zero != Long.MAX_VALUE && !beginScheduled) {
            beginScheduled = true;
            ticker.at(zero, this::wake);
        }
        way.advance(now - shiftNanos);
        doneNanos = now;
    }

    private void wake() {
        if (wakeNanos <= ticker.nanos()) {
            wakeNanos = Long.MAX_VALUE;
        }
        advance();
        schedule();
    }

    private void schedule() {
        long next = way.nextNanos();
        if (next != Long.MAX_VALUE && next + shiftNanos < wakeNanos) {
            wakeNanos = next + shiftNanos;
            ticker.at(wakeNanos, this::wake);
        }
    }

    @Override
    public void released(long id, PacketRelease how) {
        Message message = Objects.requireNonNull(inside.remove(id)).message();
        message.left--;
        message.lastNanos = Math.max(message.lastNanos, how.atNanos() + shiftNanos);
        for (Message head = messages.peek(); head != null && head.left == 0; head = messages.peek()) {
            messages.remove();
            lastThereNanos = Math.max(lastThereNanos, head.lastNanos);
            ticker.at(lastThereNanos, head.there);
        }
    }

    @Override
    public void lost(long id, LossCause cause) {
        Packet packet = Objects.requireNonNull(inside.remove(id));
        if (packet.tries() < MOST_TRIES) {
            var again = new Packet(packet.message(), packet.index(), packet.bytes(), packet.tries() + 1);
            long now = ticker.nanos();
            // Each try waits twice as long as the one before (RFC 6298, section 5.5).
            long stall = LinkShaper.stallNanos(profile.at(begun ? now - shiftNanos : 0)) << packet.tries();
            ticker.at(now + stall, () -> resend(again));
        }
    }

    private void resend(Packet packet) {
        advance();
        inside.put(way.nextId(), packet);
        way.again(ticker.nanos() - shiftNanos, FLOW, packet.index(), packet.bytes());
        schedule();
    }
}
