package dev.roadrig.boards.meter;

/** The far end of an instrument's wire. */
public interface FarEnd extends AutoCloseable {

    /** What the near side opens: a device, or {@code tcp://HOST:PORT}. */
    String address();

    /** Sends bytes; what nobody takes is lost. */
    void send(byte[] bytes);

    /** Unplugs, or hangs up. */
    @Override
    void close();
}
