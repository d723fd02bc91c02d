package dev.roadrig.ports;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.util.Optional;

/** Messages one behind the other, each behind its length as a varint: the form of agent.proto's frame wire. */
public final class DelimitedMessages {
    private DelimitedMessages() {}

    /**
     * Reads one message.
     *
     * @param mostBytes what a message may have; a larger length is not believed
     * @return empty at the end of the stream
     * @throws IOException also when the stream ends within a message, or what comes is none
     */
    public static <T extends MessageLite> Optional<T> read(InputStream in, Parser<T> parser, int mostBytes)
            throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        int length = CodedInputStream.readRawVarint32(first, in);
        if (length < 0 || length > mostBytes) {
            throw new ProtocolException("a message of " + Integer.toUnsignedString(length)
                    + " bytes is announced; the most is " + mostBytes);
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the stream ended after " + bytes.length + " of a message's " + length + " bytes");
        }
        return Optional.of(parser.parseFrom(bytes));
    }

    /** Writes one message and flushes; the stream is best a buffered one. */
    public static void write(OutputStream out, MessageLite message) throws IOException {
        message.writeDelimitedTo(out);
        out.flush();
    }
}
