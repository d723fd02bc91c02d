package dev.roadrig.harness.run;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which boot a board is in, next to the one that it was in: by a sign on its console, or by its kernel's name for the boot. A
 * connection that is lost and comes again shows nothing: the old system may have been slow to go down, or may never have gone.
 */
final class NextBoot {
    private static final Duration AGAIN = Duration.ofSeconds(2);
    /** The old system may answer once more while it goes down. */
    private static final int SURELY_SAME = 2;

    private final BoardFaults.Board board;
    private final BootName aside;
    private final Optional<String> before;
    private final Ticker ticker;
    private final int signs;
    private @Nullable RunFault unanswered;

    /** What a board shows. */
    enum Seen {
        NOTHING,
        SAME,
        ANOTHER
    }

    /**
     * @param aside asks it beside the board's own connection, which is opened only to the system that stays
     * @param before the name of the boot that it is in; empty for a board that names none
     */
    NextBoot(BoardFaults.Board board, BootName aside, Optional<String> before, Ticker ticker) {
        this.board = board;
        this.aside = aside;
        this.before = before;
        this.ticker = ticker;
        signs = board.bootSigns();
    }

    /** Asks a connected board which boot it is in. */
    static NextBoot after(BoardFaults.Board board, BootName aside, Ticker ticker, Deadline deadline)
            throws RunFault, InterruptedException {
        return new NextBoot(board, aside, BootName.over(board.shell(), ticker).read(deadline), ticker);
    }

    /** As {@link #after}, of a board that names no boot if it does not answer; asks it over its own connection of the moment. */
    static NextBoot over(BoardFaults.Board board, Ticker ticker) throws InterruptedException {
        BootName own = deadline -> BootName.over(board.shell(), ticker).read(deadline);
        try {
            return new NextBoot(board, own, own.read(ticker.in(BootName.ASK)), ticker);
        } catch (RunFault silent) {
            // Then its console or whatever ends this boot has to show it.
            return new NextBoot(board, own, Optional.empty(), ticker);
        }
    }

    /** The name of the boot that it was in. */
    Optional<String> before() {
        return before;
    }

    /** Whether anything can show another boot. */
    boolean canBeSeen() {
        return before.isPresent() || board.hasConsole();
    }

    /** Whether the console has shown a boot's first sign since. */
    boolean signed() {
        return board.bootSigns() > signs;
    }

    /**
     * Waits for another boot. A login prompt that the old system still shows is none; a kernel that is quiet shows no sign, and
     * is known by its name.
     *
     * @return {@code SAME} where the board still answers as before when time is up
     * @throws RunFault {@code ssh.host-key} of a system that is another host
     */
    Seen await(Deadline deadline) throws RunFault, InterruptedException {
        return await(Integer.MAX_VALUE, deadline);
    }

    /**
     * As {@link #await}, and ends as well with the boot that it was in, where that surely answers again; with {@code NOTHING}
     * soon where nothing can show another boot, so that there is time left to connect to what answers.
     */
    Seen awaitEither(Deadline deadline) throws RunFault, InterruptedException {
        return await(SURELY_SAME, deadline);
    }

    private Seen await(int enough, Deadline deadline) throws RunFault, InterruptedException {
        if (!canBeSeen()) {
            pause();
            return Seen.NOTHING;
        }
        int same = 0;
        while (!ticker.await(this::signed, deadline.or(ticker.in(AGAIN)))) {
            Seen seen = before.isEmpty() ? Seen.NOTHING : ask(deadline.or(ticker.in(BootName.ASK)));
            same = seen == Seen.SAME ? same + 1 : 0;
            if (seen == Seen.ANOTHER || same >= enough) {
                return seen;
            }
            if (isLast(deadline)) {
                // One that went down and does not come up has a better fault from its console.
                return seen == Seen.SAME || !ticker.await(this::signed, deadline) ? seen : Seen.ANOTHER;
            }
        }
        return Seen.ANOTHER;
    }

    void pause() throws InterruptedException {
        boolean unused = ticker.await(() -> false, ticker.in(AGAIN));
    }

    /** Whether one more question would have less time than lies between two. */
    boolean isLast(Deadline deadline) {
        return ticker.in(AGAIN.multipliedBy(2)).atNanos() > deadline.atNanos();
    }

    /**
     * Asks once a board that has named its boot before; what an earlier question showed counts no more: the board may have gone
     * down since.
     */
    Seen ask(Deadline deadline) throws RunFault, InterruptedException {
        unanswered = null;
        try {
            Optional<String> now = aside.read(deadline);
            if (now.isPresent()) {
                return now.equals(before) ? Seen.SAME : Seen.ANOTHER;
            }
        } catch (RunFault e) {
            if (e.code().equals("ssh.host-key")) {
                throw e;
            }
            unanswered = e;
        }
        return Seen.NOTHING;
    }

    /** Why the last question was not answered; null where it was. */
    @Nullable
    RunFault unanswered() {
        return unanswered;
    }
}
