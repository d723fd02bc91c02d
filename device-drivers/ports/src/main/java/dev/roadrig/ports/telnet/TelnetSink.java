package dev.roadrig.ports.telnet;

/** Takes what a {@link TelnetDecoder} finds, in the order of the wire. */
public interface TelnetSink {
    /** @param bytes data without telnet's own bytes; owned by the taker */
    void data(byte[] bytes);

    /** @param verb {@link Telnet#WILL}, {@link Telnet#WONT}, {@link Telnet#DO} or {@link Telnet#DONT} */
    void negotiation(int verb, int option);

    /** @param value what stood between the option and its end, 255s no longer doubled */
    void subnegotiation(int option, byte[] value);
}
