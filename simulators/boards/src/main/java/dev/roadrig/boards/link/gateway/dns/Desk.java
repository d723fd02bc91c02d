package dev.roadrig.boards.link.gateway.dns;

import dev.roadrig.scenarios.fault.RigFault;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/** Takes messages of both transports, and says what is to be said. */
final class Desk {
    private final InetAddress client;
    private final Answers answers;
    private final Forwarder forwarder;
    private final QueryLog log;
    private final AtomicLong malformed = new AtomicLong();
    private final AtomicLong strangers = new AtomicLong();
    private volatile Optional<RigFault> fault = Optional.empty();

    /** Where an answer goes; one that cannot go is lost, as the network loses them. */
    interface Outlet {
        void say(byte[] answer);
    }

    Desk(InetAddress client, Answers answers, Forwarder forwarder, QueryLog log) {
        this.client = client;
        this.answers = answers;
        this.forwarder = forwarder;
        this.log = log;
    }

    /** Whether a sender is the board; others are counted. */
    boolean serves(InetAddress sender) {
        boolean known = sender.equals(client);
        if (!known) {
            strangers.incrementAndGet();
        }
        return known;
    }

    /**
     * Serves one message.
     *
     * @param waits where the host's resolver is waited for
     */
    void serve(byte[] message, Transport transport, Executor waits, Outlet outlet) {
        guarded(() -> decide(message, transport, waits, outlet));
    }

    /** A server that died of one query would look like a board that lost its way. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            broken(DnsFaults.defect(e));
        }
    }

    private void broken(RigFault defect) {
        synchronized (this) {
            if (fault.isPresent()) {
                return;
            }
            fault = Optional.of(defect);
        }
        log.broken(defect);
    }

    private void decide(byte[] message, Transport transport, Executor waits, Outlet outlet) {
        Optional<Question> read = Question.read(message);
        if (read.isEmpty()) {
            malformed.incrementAndGet();
            Question.complaint(message).ifPresent(outlet::say);
            return;
        }
        Question question = read.get();
        Optional<Answers.Said> said = answers.to(question);
        if (said.isPresent()) {
            say(question, transport, said.get(), outlet);
            return;
        }
        try {
            waits.execute(() -> guarded(() -> forward(message, question, transport, outlet)));
        } catch (RejectedExecutionException e) {
            say(question, transport, Answers.said(question, Rcode.SERVFAIL, DnsOutcome.BUSY), outlet);
        }
    }

    /** A message that was too long to be read. */
    void tooLong() {
        malformed.incrementAndGet();
    }

    private void forward(byte[] message, Question question, Transport transport, Outlet outlet) {
        Optional<byte[]> answer = forwarder.ask(message, question, transport);
        if (answer.isEmpty()) {
            say(question, transport, Answers.said(question, Rcode.SERVFAIL, DnsOutcome.UNREACHED), outlet);
            return;
        }
        log.add(transport, question, DnsOutcome.FORWARDED, "");
        outlet.say(answer.get());
    }

    private void say(Question question, Transport transport, Answers.Said said, Outlet outlet) {
        log.add(transport, question, said.outcome(), said.told());
        Message reply = said.message();
        outlet.say(Answers.bytes(reply, question, transport));
    }

    /** The first query that could not be served for a defect of ours. */
    Optional<RigFault> fault() {
        return fault;
    }

    long malformed() {
        return malformed.get();
    }

    long strangers() {
        return strangers.get();
    }
}
