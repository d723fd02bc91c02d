package dev.roadrig.boards.rfc2217;

/**
 * What is in force on a serial port.
 *
 * @param baud in bit/s
 * @param dataBits 5 to 8
 * @param parity RFC 2217's number: 1 none, 2 odd, 3 even, 4 mark, 5 space
 * @param stopBits RFC 2217's number: 1 one, 2 two, 3 one and a half
 * @param flow RFC 2217's number: 1 none, 2 XON/XOFF, 3 hardware
 */
public record PortSettings(int baud, int dataBits, int parity, int stopBits, int flow, Lines lines) {
    /** As a port is after the start of its host. */
    public static final PortSettings FRESH = new PortSettings(9600, 8, 1, 1, 1, new Lines(false, false, false));

    /**
     * The lines that the host drives.
     *
     * @param breaking whether a break is held
     */
    public record Lines(boolean breaking, boolean dtr, boolean rts) {}

    PortSettings withBaud(int asked) {
        return new PortSettings(asked, dataBits, parity, stopBits, flow, lines);
    }

    PortSettings withDataBits(int asked) {
        return new PortSettings(baud, asked, parity, stopBits, flow, lines);
    }

    PortSettings withParity(int asked) {
        return new PortSettings(baud, dataBits, asked, stopBits, flow, lines);
    }

    PortSettings withStopBits(int asked) {
        return new PortSettings(baud, dataBits, parity, asked, flow, lines);
    }

    PortSettings withFlow(int asked) {
        return new PortSettings(baud, dataBits, parity, stopBits, asked, lines);
    }

    PortSettings withLines(Lines asked) {
        return new PortSettings(baud, dataBits, parity, stopBits, flow, asked);
    }
}
