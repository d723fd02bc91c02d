package dev.roadrig.wires.tc;

import dev.roadrig.scenarios.link.QueuePlan;
import dev.roadrig.scenarios.link.WayState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The queues of one direction, one within the other: what cuts packets to the wire's size, what delays and loses them
 * (netem), what sends them at a rate (tbf), and the queue before that. Whether the first two are there depends on what
 * the conditions ever ask, for a queue's kind cannot be changed while packets go through it.
 *
 * @param device whose packets these are, as they leave it
 * @param parent where the first queue hangs, such as {@code root} or {@code parent 7a00:1}
 * @param handle of the first queue, a hexadecimal number; those within it count on
 * @param cuts whether packets are lost or changed one by one
 * @param netem whether anything but a rate is asked
 * @param queue by packets or by bytes, or infinite
 * @param mtuBytes of the interface, without the link's header
 */
record WayTree(String device, String parent, int handle, boolean cuts, boolean netem, QueuePlan queue, int mtuBytes) {
    /** Room for an Ethernet header, two VLAN tags and a little more. */
    private static final int HEADERS_BYTES = 64;

    private static final int STEP = 0x10;
    private static final long ENDLESS = 1_000_000_000;

    /**
     * Bits a second in an outage, when nothing leaves whatever the rate. By it tbf looks again whether the first packet
     * may leave: an empty TCP segment 4,000 times a second, a full one 160 times; faster would be work for the board.
     */
    private static final long IN_AN_OUTAGE = 2_000_000;

    /** Commands that make the queues, in the form that {@code tc -batch} reads, each followed by what a state adds. */
    List<String> make(WayState state) {
        List<String> lines = new ArrayList<>();
        String at = parent;
        int next = handle;
        if (cuts) {
            String size = String.valueOf(mtuBytes + HEADERS_BYTES);
            lines.add(add(at, next) + " tbf rate 10gbit burst " + size + "b limit " + ENDLESS + "b");
            at = within(next);
            next += STEP;
        }
        if (netem) {
            lines.add(add(at, next) + " netem " + String.join(" ", NetemWords.of(state)));
            at = within(next);
            next += STEP;
        }
        lines.add(add(at, next) + tbf(state.bitsPerSecond()));
        lines.add(add(within(next), next + STEP) + fifo());
        return lines;
    }

    /**
     * Commands that make of a state the next one. In an outage tbf's bucket holds one byte: no packet in the queue ever
     * gets enough to leave, and the kernel lets none in that is larger than the bucket.
     */
    List<String> change(WayState from, WayState to) {
        List<String> lines = new ArrayList<>();
        int rate = handle + (cuts ? STEP : 0) + (netem ? STEP : 0);
        if (netem && !NetemWords.of(from).equals(NetemWords.of(to))) {
            int at = handle + (cuts ? STEP : 0);
            lines.add(change(cuts ? within(handle) : parent, at) + " netem " + String.join(" ", NetemWords.of(to)));
        }
        if (from.bitsPerSecond() != to.bitsPerSecond()) {
            // The kernel hands tbf's limit on to the queue within it, in that queue's own unit.
            lines.add(change(netem ? within(rate - STEP) : parent, rate) + tbf(to.bitsPerSecond()));
        }
        return lines;
    }

    /** When an outage ends, tbf looks again no later than this, or at once when a packet comes. */
    static Duration lag(int mtuBytes) {
        return Duration.ofNanos((mtuBytes + HEADERS_BYTES) * 8L * 1_000_000_000 / IN_AN_OUTAGE);
    }

    private String add(String at, int number) {
        return "qdisc add dev " + device + " " + at + " handle " + hex(number) + ":";
    }

    private String change(String at, int number) {
        return "qdisc change dev " + device + " " + at + " handle " + hex(number) + ":";
    }

    private static String within(int number) {
        return "parent " + hex(number) + ":1";
    }

    private static String hex(int number) {
        return Integer.toHexString(number);
    }

    /** A millisecond's worth at a time, at least one packet: what tbf may send at once after a pause. */
    private String tbf(long bitsPerSecond) {
        boolean outage = bitsPerSecond == 0;
        long burst = outage ? 1 : Math.max(mtuBytes + HEADERS_BYTES, bitsPerSecond / 8_000);
        return " tbf rate " + (outage ? IN_AN_OUTAGE : bitsPerSecond) + "bit burst " + burst + "b limit " + room()
                + "b";
    }

    private String fifo() {
        return (queue.bytes().isPresent() ? " bfifo limit " : " pfifo limit ") + room();
    }

    private long room() {
        return queue.packets().orElse(queue.bytes().orElse(ENDLESS));
    }
}
