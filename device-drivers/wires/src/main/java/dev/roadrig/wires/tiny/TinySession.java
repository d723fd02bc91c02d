package dev.roadrig.wires.tiny;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.roadrig.ports.Console;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.scenarios.tiny.TinyLine;
import dev.roadrig.wires.tiny.TinyHearing.Heard;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Commands and answers, one at a time. An answer has no number that would tie it to its command, so whenever one may be
 * outstanding (after opening, a deadline, a reset, a stray line) a marker goes ahead: a command that no firmware knows, whose
 * refusal quotes it. What comes before that refusal belongs to the past, and is thrown away.
 */
final class TinySession {
    /** A first marker may end a torn command, or be lost by a board that starts; each later one gets twice the time. */
    private static final Duration FIRST_MARKER = Duration.ofMillis(500);

    /** So that short deadlines have room for more than one. */
    private static final int FIRST_SHARE = 4;

    private final Console console;
    private final TinyWire wire;
    private final Ticker ticker;
    private final TinyHearing hearing;
    private final TinyFaults faults;
    private final SecureRandom random = new SecureRandom();
    private TinyListener listener = TinyListener.NONE;
    private boolean settled;

    TinySession(Console console, TinyWire wire, Ticker ticker, String board) {
        this.console = console;
        this.wire = wire;
        this.ticker = ticker;
        this.faults = new TinyFaults(board);
        this.hearing = new TinyHearing(wire, ticker);
        console.listen(hearing);
    }

    void listen(TinyListener other) {
        listener = other;
    }

    /**
     * Sends a command and takes its answer.
     *
     * @param always whether there is always a text in the answer: then a bare m-ready is a stray one, and passed over
     * @return the lines before m-ready
     */
    List<Heard> ask(String command, boolean always, Deadline deadline) throws RunFault, InterruptedException {
        unasked();
        if (!settled) {
            List<TinyLine> unused = settle(deadline);
        }
        listener.told(command);
        long noise = hearing.noise();
        settled = false;
        write(command, deadline);
        List<Heard> answer = answer(command, always, noise, deadline);
        settled = true;
        for (Heard heard : answer) {
            if (heard.line().refusal()) {
                throw refused(command, heard.line());
            }
        }
        return answer;
    }

    /** A board that does not know a word that nobody sent has heard something else: that is the wire's doing. */
    private RunFault refused(String command, TinyLine line) {
        String word = command.split(" ", 2)[0];
        if (line.unknownWord().map(word::equals).orElse(true)) {
            return faults.refused(command, line.text(), hearing.evidence());
        }
        settled = false;
        return faults.misheard(command, line.text(), hearing.evidence());
    }

    /** The fault of an answer that is none to the command; from now on nothing is believed before a marker. */
    RunFault unexpected(String command, String what) {
        settled = false;
        return faults.unexpected(command, what, hearing.evidence());
    }

    /**
     * Proves that the board has answered all that it was told, which an answer without a text does not.
     *
     * @return what it said before, and is thrown away
     */
    List<TinyLine> settle(Deadline deadline) throws RunFault, InterruptedException {
        long seen = hearing.seenBytes();
        long noise = hearing.noise();
        List<TinyLine> before = new ArrayList<>();
        String marker;
        Duration share = deadline.left(ticker).dividedBy(FIRST_SHARE);
        Duration slot = share.compareTo(FIRST_MARKER) < 0 ? share : FIRST_MARKER;
        do {
            marker = "rr-" + String.format("%08x", random.nextInt());
            write(marker, deadline);
            if (passed(marker, before, ticker.in(slot).or(deadline))) {
                settled = true;
                return before;
            }
            slot = slot.multipliedBy(2);
        } while (!deadline.passed(ticker));
        if (hearing.noise() > noise) {
            throw faults.garbled(marker, hearing.noise() - noise, hearing.evidence());
        }
        throw hearing.seenBytes() == seen
                ? faults.silent(marker, hearing.evidence())
                : faults.incomplete(marker, "no quote of it", hearing.evidence());
    }

    private boolean passed(String marker, List<TinyLine> before, Deadline deadline)
            throws RunFault, InterruptedException {
        boolean quoted = false;
        while (true) {
            Optional<Heard> heard = next(deadline);
            if (heard.isEmpty()) {
                return false;
            }
            TinyLine line = heard.get().line();
            if (quoted && line.ready()) {
                return true;
            }
            quoted |= line.text().contains("e-[") && line.text().endsWith(marker + "]");
            before.add(line);
        }
    }

    /** Lines that nobody asked for: a board that started by itself, or an answer whose command was given up. */
    private void unasked() throws RunFault {
        boolean reset = false;
        for (Optional<Heard> heard = hearing.next(); heard.isPresent(); heard = hearing.next()) {
            reset |= settled && heard.get().line().startsUp();
            settled &= !heard.get().line().ready() && !heard.get().line().startsUp();
        }
        if (reset) {
            throw faults.reset("between two commands", hearing.evidence());
        }
    }

    private List<Heard> answer(String command, boolean always, long noise, Deadline deadline)
            throws RunFault, InterruptedException {
        List<Heard> answer = new ArrayList<>();
        while (true) {
            Optional<Heard> next = next(deadline);
            if (next.isEmpty()) {
                throw late(command, answer, noise);
            }
            Heard heard = withoutEcho(next.get(), command);
            listener.said(heard.nanos(), heard.line().text());
            if (heard.line().startsUp()) {
                throw faults.reset("instead of answering '" + command + "'", hearing.evidence());
            }
            if (!heard.line().ready()) {
                answer.add(heard);
            } else if (!always || !answer.isEmpty()) {
                return answer;
            }
        }
    }

    /** A board that echoes puts the command before the first line of its answer. */
    private static Heard withoutEcho(Heard heard, String command) {
        String text = heard.line().text();
        return text.startsWith(command + "%")
                ? new Heard(heard.nanos(), new TinyLine(text.substring(command.length() + 1)))
                : heard;
    }

    private RunFault late(String command, List<Heard> answer, long noise) {
        if (hearing.noise() > noise) {
            return faults.garbled(command, hearing.noise() - noise, hearing.evidence());
        }
        return answer.isEmpty()
                ? faults.silent(command, hearing.evidence())
                : faults.incomplete(
                        command, answer.get(answer.size() - 1).line().text(), hearing.evidence());
    }

    private Optional<Heard> next(Deadline deadline) throws RunFault, InterruptedException {
        boolean unused = ticker.await(hearing::waiting, deadline);
        Optional<Heard> heard = hearing.next();
        if (heard.isEmpty()) {
            RunFault lost = hearing.lost();
            if (lost != null) {
                throw lost;
            }
        }
        return heard;
    }

    private void write(String command, Deadline deadline) throws RunFault, InterruptedException {
        console.write(wire.sent(command).getBytes(US_ASCII), deadline);
    }
}
