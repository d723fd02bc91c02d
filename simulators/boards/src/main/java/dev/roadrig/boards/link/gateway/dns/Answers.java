package dev.roadrig.boards.link.gateway.dns;

import java.net.Inet4Address;
import java.util.Optional;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * What is said to a question (RFC 1034, RFC 2308, RFC 6891). A known name has one A record and no other, so that no
 * client goes around by IPv6; negative answers carry no SOA, so that nobody keeps them.
 */
final class Answers {
    /** How long a client may keep an address: short, for names that move from run to run. */
    static final long TTL_SECONDS = 5;

    /** The largest datagram that passes every link unfragmented, by DNS Flag Day 2020. */
    static final int UDP_BYTES = 1_232;

    private static final int LEAST_UDP_BYTES = 512;

    private final DnsNames names;

    Answers(DnsNames names) {
        this.names = names;
    }

    /**
     * What is said.
     *
     * @param message the whole answer
     * @param told of it to people, such as the address; may be empty
     */
    record Said(Message message, DnsOutcome outcome, String told) {}

    /** The answer; empty where the host's resolver is to be asked. */
    Optional<Said> to(Question question) {
        if (question.opcode() != Opcode.QUERY) {
            return Optional.of(said(question, Rcode.NOTIMP, DnsOutcome.UNSERVED));
        }
        if (question.edns().map(OPTRecord::getVersion).orElse(0) != 0) {
            return Optional.of(said(question, Rcode.BADVERS, DnsOutcome.UNSERVED));
        }
        int dclass = question.asked().getDClass();
        if ((dclass != DClass.IN && dclass != DClass.ANY)
                || isTransfer(question.asked().getType())) {
            return Optional.of(said(question, Rcode.REFUSED, DnsOutcome.UNSERVED));
        }
        Optional<Inet4Address> address = names.address(question.name());
        if (address.isPresent()) {
            return Optional.of(known(question, address.get()));
        }
        if (names.others() == Others.FORWARD) {
            return Optional.empty();
        }
        return Optional.of(
                names.above(question.name())
                        ? authoritative(said(question, Rcode.NOERROR, DnsOutcome.NO_RECORD))
                        : authoritative(said(question, Rcode.NXDOMAIN, DnsOutcome.UNKNOWN_NAME)));
    }

    private static boolean isTransfer(int type) {
        return type == Type.AXFR || type == Type.IXFR || type == Type.MAILA || type == Type.MAILB;
    }

    private static Said known(Question question, Inet4Address address) {
        int type = question.asked().getType();
        if (type != Type.A && type != Type.ANY) {
            return authoritative(said(question, Rcode.NOERROR, DnsOutcome.NO_RECORD));
        }
        Message reply = question.reply(Rcode.NOERROR);
        reply.addRecord(new ARecord(question.domain(), DClass.IN, TTL_SECONDS, address), Section.ANSWER);
        return authoritative(new Said(reply, DnsOutcome.ANSWERED, address.getHostAddress()));
    }

    private static Said authoritative(Said said) {
        said.message().getHeader().setFlag(Flags.AA);
        return said;
    }

    /** An answer without records. */
    static Said said(Question question, int rcode, DnsOutcome outcome) {
        return new Said(question.reply(rcode), outcome, "");
    }

    /** An answer's bytes, cut and marked so where a datagram of the asker's size does not hold it. */
    static byte[] bytes(Message message, Question question, Transport transport) {
        if (transport == Transport.TCP) {
            return message.toWire(Message.MAXLENGTH);
        }
        int room = question.edns().map(OPTRecord::getPayloadSize).orElse(LEAST_UDP_BYTES);
        return message.toWire(Math.max(LEAST_UDP_BYTES, Math.min(room, UDP_BYTES)));
    }
}
