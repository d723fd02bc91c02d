package dev.roadrig.wires.tiny;

import dev.roadrig.ports.Console;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.scenarios.tiny.LapClock;
import dev.roadrig.scenarios.tiny.TinyLine;
import dev.roadrig.scenarios.tiny.TinyMode;
import dev.roadrig.wires.tiny.TinyHearing.Heard;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A microcontroller board that speaks MLPerf Tiny's serial protocol, on a port that the caller owns. An answer is believed
 * when its own words fit the command; one that comes after its deadline is never taken for the answer to the next command.
 * Faults: {@code tiny.silent}, {@code tiny.incomplete}, {@code tiny.garbled} and {@code tiny.unexpected} are nobody's,
 * {@code board.refused} and {@code board.reset} the board's, {@code console.*} the port's. For one thread.
 */
public final class TinyBoard {
    private final TinySession session;
    private final TinyWire wire;

    private TinyBoard(TinySession session, TinyWire wire) {
        this.session = session;
        this.wire = wire;
    }

    /**
     * Begins to talk: reads past a banner and whatever an earlier program has left unread.
     *
     * @param console stays the caller's to close
     * @param board names it in faults
     */
    public static TinyBoard on(Console console, TinyWire wire, Ticker ticker, String board, Deadline deadline)
            throws RunFault, InterruptedException {
        var session = new TinySession(console, wire, ticker, board);
        List<TinyLine> unused = session.settle(deadline);
        return new TinyBoard(session, wire);
    }

    /** Tells somebody from now on what is asked and answered, but not the bytes of tensors. */
    public void listen(TinyListener listener) {
        session.listen(listener);
    }

    /** Asks who it is, and tries how it stamps time. */
    public TinyIdentity identity(Deadline deadline) throws RunFault, InterruptedException {
        String name = word("name", "m-name-dut-", session.ask("name", true, deadline));
        List<Heard> profile = session.ask("profile", true, deadline);
        return new TinyIdentity(
                name,
                word("profile", "m-profile-", profile),
                word("profile", "m-model-", profile),
                timestamp(deadline).isPresent() ? TinyMode.PERFORMANCE : TinyMode.ENERGY);
    }

    private String word(String command, String prefix, List<Heard> answer) throws RunFault {
        List<String> found = answer.stream()
                .flatMap(heard -> heard.line().bracketed(prefix).stream())
                .toList();
        if (found.size() != 1) {
            throw session.unexpected(command, found.size() + " lines of " + prefix + "[...]");
        }
        return found.get(0);
    }

    /** The board's clock in microseconds; empty in energy mode, where it moves a pin. */
    public OptionalLong timestamp(Deadline deadline) throws RunFault, InterruptedException {
        List<Heard> answer = session.ask("timestamp", false, deadline);
        long[] laps = laps(answer);
        if (laps.length > 1) {
            throw session.unexpected("timestamp", laps.length + " time stamps");
        }
        if (laps.length == 1) {
            return OptionalLong.of(laps[0]);
        }
        // A bare m-ready could be a stray one, before a stamp that is still to come.
        if (session.settle(deadline).stream().anyMatch(line -> line.lapMicros().isPresent())) {
            throw session.unexpected("timestamp", "m-ready before its time stamp");
        }
        return OptionalLong.empty();
    }

    /**
     * Brings a tensor to the board's buffer.
     *
     * @param tensor 1 byte or more; the firmware says how many it takes (27,648 in the reference)
     */
    public void load(byte[] tensor, Deadline deadline) throws RunFault, InterruptedException {
        if (tensor.length == 0) {
            throw new IllegalArgumentException("a tensor has bytes");
        }
        String load = "db load " + tensor.length;
        String expecting = "m-[Expecting " + tensor.length + " bytes]";
        if (session.ask(load, true, deadline).stream()
                .noneMatch(heard -> heard.line().text().equals(expecting))) {
            throw session.unexpected(load, "no '" + expecting + "'");
        }
        for (int from = 0; from < tensor.length; from += wire.chunkBytes()) {
            int to = Math.min(tensor.length, from + wire.chunkBytes());
            String chunk = "db " + HexFormat.of().formatHex(Arrays.copyOfRange(tensor, from, to));
            boolean done = session.ask(chunk, false, deadline).stream()
                    .anyMatch(heard -> heard.line().text().equals("m-load-done"));
            if (done != (to == tensor.length)) {
                throw session.unexpected(
                        chunk,
                        (done ? "m-load-done after " : "no m-load-done after ") + to + " of " + tensor.length
                                + " bytes");
            }
        }
    }

    /**
     * Runs the network on what was loaded.
     *
     * @param runs 1 or more, between two time stamps
     * @param warmups 0 or more, before; always sent, since firmware defaults to 10
     * @param deadline that leaves time for all of them
     */
    public TinyInference infer(long runs, long warmups, Deadline deadline) throws RunFault, InterruptedException {
        if (runs < 1 || warmups < 0) {
            throw new IllegalArgumentException(runs + " runs after " + warmups + " warm-ups");
        }
        String command = "infer " + runs + " " + warmups;
        List<Heard> answer = session.ask(command, true, deadline);
        one(command, answer, "m-warmup-start-" + warmups);
        Heard start = one(command, answer, "m-infer-start-" + runs);
        Heard done = one(command, answer, "m-infer-done");
        List<List<Double>> results = answer.stream()
                .flatMap(heard -> heard.line().results().stream())
                .toList();
        if (results.size() != 1) {
            throw session.unexpected(command, results.size() + " lines of m-results-[...]");
        }
        long[] laps = laps(answer);
        if (laps.length != 0 && laps.length != 2) {
            throw session.unexpected(command, laps.length + " time stamps; there are two, or none in energy mode");
        }
        try {
            return new TinyInference(
                    runs,
                    laps.length == 0 ? OptionalLong.empty() : OptionalLong.of(LapClock.between(laps[0], laps[1])),
                    done.nanos() - start.nanos(),
                    results.get(0));
        } catch (IllegalArgumentException e) {
            throw session.unexpected(command, String.valueOf(e.getMessage()));
        }
    }

    private Heard one(String command, List<Heard> answer, String text) throws RunFault {
        Optional<Heard> found = answer.stream()
                .filter(heard -> heard.line().text().equals(text))
                .findFirst();
        if (found.isEmpty()) {
            throw session.unexpected(command, "no '" + text + "'");
        }
        return found.get();
    }

    private static long[] laps(List<Heard> answer) {
        return answer.stream()
                .map(Heard::line)
                .map(TinyLine::lapMicros)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .toArray();
    }
}
