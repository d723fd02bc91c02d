package dev.roadrig.boards.link.gateway.dns;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * A query that was understood: one question, and nothing that its sender could make us allocate for.
 *
 * @param message as it was parsed
 * @param asked its only question
 */
record Question(Message message, Record asked) {
    /** Larger ones are no queries: a name has 255 bytes, and options fill the rest. */
    static final int MOST_BYTES = 4_096;

    /** In each section beside the question: EDNS and a signature. */
    private static final int MOST_RECORDS = 2;

    /** Reads a message; empty when it is no query, of whatever bytes. */
    static Optional<Question> read(byte[] bytes) {
        if (bytes.length > MOST_BYTES || !countsAreSmall(bytes)) {
            return Optional.empty();
        }
        try {
            Message message = new Message(bytes);
            @Nullable Record asked = message.getQuestion();
            return asked == null ? Optional.empty() : Optional.of(new Question(message, asked));
        } catch (IOException | RuntimeException e) {
            // The parser throws whatever its record types throw: all of it means that these bytes are no query.
            return Optional.empty();
        }
    }

    /** The parser makes lists as long as the head says before it reads on. */
    private static boolean countsAreSmall(byte[] bytes) {
        if (bytes.length < Header.LENGTH) {
            return false;
        }
        ByteBuffer head = ByteBuffer.wrap(bytes);
        return !isResponse(bytes) && head.getShort(4) == 1 && isSmall(head, 6) && isSmall(head, 8) && isSmall(head, 10);
    }

    private static boolean isSmall(ByteBuffer head, int at) {
        return head.getShort(at) >= 0 && head.getShort(at) <= MOST_RECORDS;
    }

    private static boolean isResponse(byte[] bytes) {
        return (bytes[2] & 0x80) != 0;
    }

    /**
     * What a message that is no query deserves: an answer of 12 bytes that says so, where it has a head and does not
     * itself answer something; two servers that answer each other's answers would never end.
     */
    static Optional<byte[]> complaint(byte[] bytes) {
        if (bytes.length < Header.LENGTH || isResponse(bytes)) {
            return Optional.empty();
        }
        var header = new Header(ByteBuffer.wrap(bytes).getShort() & 0xffff);
        header.setFlag(Flags.QR);
        header.setOpcode(opcode(bytes));
        header.setRcode(Rcode.FORMERR);
        return Optional.of(header.toWire());
    }

    private static int opcode(byte[] bytes) {
        return bytes[2] >> 3 & 0xf;
    }

    Name domain() {
        return asked.getName();
    }

    /** Without the last dot, but for the root, which is one. */
    String name() {
        return domain().toString(true);
    }

    String type() {
        return Type.string(asked.getType());
    }

    int opcode() {
        return message.getHeader().getOpcode();
    }

    Optional<OPTRecord> edns() {
        return Optional.ofNullable(message.getOPT());
    }

    /** An answer to it without any record yet. */
    Message reply(int rcode) {
        var reply = new Message(message.getHeader().getID());
        Header header = reply.getHeader();
        header.setFlag(Flags.QR);
        header.setFlag(Flags.RA);
        header.setOpcode(opcode());
        if (message.getHeader().getFlag(Flags.RD)) {
            header.setFlag(Flags.RD);
        }
        header.setRcode(rcode & 0xf);
        reply.addRecord(asked, Section.QUESTION);
        edns().ifPresent(opt -> reply.addRecord(new OPTRecord(Answers.UDP_BYTES, rcode >> 4, 0), Section.ADDITIONAL));
        return reply;
    }
}
