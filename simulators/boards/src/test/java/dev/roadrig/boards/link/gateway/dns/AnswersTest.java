package dev.roadrig.boards.link.gateway.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What is said to a question, without a socket. */
class AnswersTest {
    private static final DnsNames NAMES = new DnsNames(
            Map.of("cloud.example", DnsNames.ipv4("10.0.0.7"), "a.b.deep.example", DnsNames.ipv4("10.0.0.8")),
            Others.REFUSE);

    private static Question read(Message message) {
        return Question.read(message.toWire()).orElseThrow();
    }

    private static Answers.Said ask(Message query) {
        return new Answers(NAMES).to(read(query)).orElseThrow();
    }

    private static Message reply(Message query) throws IOException {
        Question question = read(query);
        return new Message(Answers.bytes(ask(query).message(), question, Transport.UDP));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloud.example", "CLOUD.example", "cLoUd.ExAmPlE"})
    void a_known_name_of_any_case_has_its_address_for_five_seconds(String name) throws IOException {
        Message query = Asking.a(name);
        Message reply = reply(query);
        assertThat(reply.getHeader().getID()).isEqualTo(query.getHeader().getID());
        assertThat(reply.getHeader().getFlag(Flags.QR)).isTrue();
        assertThat(reply.getHeader().getFlag(Flags.AA)).isTrue();
        assertThat(reply.getSection(Section.ANSWER)).singleElement().satisfies(record -> {
            assertThat(((ARecord) record).getAddress().getHostAddress()).isEqualTo("10.0.0.7");
            assertThat(record.getTTL()).isEqualTo(5);
            // Resolvers that mix the case of their question want it back as they wrote it.
            assertThat(record.getName().toString(true)).isEqualTo(name);
        });
        assertThat(ask(query).told()).isEqualTo("10.0.0.7");
    }

    @ParameterizedTest
    @CsvSource({
        "cloud.example, 28, NOERROR, NO_RECORD",
        "cloud.example, 65, NOERROR, NO_RECORD",
        "cloud.example, 15, NOERROR, NO_RECORD",
        "cloud.example, 251, REFUSED, UNSERVED",
        "cloud.example, 252, REFUSED, UNSERVED",
        "example, 1, NOERROR, NO_RECORD",
        "b.deep.example, 1, NOERROR, NO_RECORD",
        "other.example, 1, NXDOMAIN, UNKNOWN_NAME",
        "xcloud.example, 1, NXDOMAIN, UNKNOWN_NAME",
        "sub.cloud.example, 1, NXDOMAIN, UNKNOWN_NAME",
        "7.0.0.10.in-addr.arpa, 12, NXDOMAIN, UNKNOWN_NAME"
    })
    void every_other_question_has_no_record(String name, int type, String rcode, DnsOutcome outcome)
            throws IOException {
        Message query = Asking.query(name, type);
        assertThat(ask(query).outcome()).isEqualTo(outcome);
        Message reply = reply(query);
        assertThat(Rcode.string(reply.getRcode())).isEqualTo(rcode);
        assertThat(reply.getSection(Section.ANSWER)).isEmpty();
        // Without a SOA nobody keeps it (RFC 2308).
        assertThat(reply.getSection(Section.AUTHORITY)).isEmpty();
        assertThat(reply.getQuestion()).isEqualTo(query.getQuestion());
    }

    @Test
    void others_are_left_to_the_hosts_resolver_where_asked_for_and_known_names_are_not() {
        var answers = new Answers(new DnsNames(NAMES.addresses(), Others.FORWARD));
        assertThat(answers.to(read(Asking.a("other.example")))).isEmpty();
        assertThat(answers.to(read(Asking.a("example")))).isEmpty();
        assertThat(answers.to(read(Asking.query("cloud.example", Type.AAAA)))).isPresent();
    }

    @Test
    void the_root_is_no_host() {
        assertThat(ask(Message.newQuery(Record.newRecord(Name.root, Type.NS, DClass.IN)))
                        .outcome())
                .isEqualTo(DnsOutcome.NO_RECORD);
    }

    @Test
    void options_are_answered_with_options_and_another_version_is_refused() throws IOException {
        Message query = Asking.a("cloud.example");
        query.addRecord(new OPTRecord(4096, 0, 0), Section.ADDITIONAL);
        assertThat(reply(query).getOPT())
                .satisfies(opt -> assertThat(opt.getPayloadSize()).isEqualTo(1232));
        Message later = Asking.a("cloud.example");
        later.addRecord(new OPTRecord(4096, 0, 1), Section.ADDITIONAL);
        assertThat(reply(later).getRcode()).isEqualTo(Rcode.BADVERS);
        assertThat(reply(Asking.a("cloud.example")).getOPT()).isNull();
    }

    @Test
    void what_is_no_query_of_the_internet_is_not_served() throws IOException {
        Message notify = Asking.a("cloud.example");
        notify.getHeader().setOpcode(Opcode.NOTIFY);
        assertThat(reply(notify).getRcode()).isEqualTo(Rcode.NOTIMP);
        Message chaos = Message.newQuery(Record.newRecord(Name.fromString("version.bind."), Type.TXT, DClass.CHAOS));
        assertThat(reply(chaos).getRcode()).isEqualTo(Rcode.REFUSED);
    }
}
