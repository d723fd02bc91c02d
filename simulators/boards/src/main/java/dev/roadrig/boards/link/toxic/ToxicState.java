package dev.roadrig.boards.link.toxic;

import java.util.Arrays;
import java.util.List;

/** The toxics that are on one direction of a connection, and what each of them keeps. Never changes. */
final class ToxicState {
    static final ToxicState NONE = new ToxicState(List.of(), new long[0]);

    private final List<PlacedToxic> chain;
    private final long[] kept;

    private ToxicState(List<PlacedToxic> chain, long[] kept) {
        this.chain = chain;
        this.kept = kept;
    }

    List<PlacedToxic> chain() {
        return chain;
    }

    long kept(int toxic) {
        return kept[toxic];
    }

    ToxicState with(long[] newKept) {
        return new ToxicState(chain, newKept);
    }

    long[] copy() {
        return kept.clone();
    }

    /** With other toxics; one of the same name and kind keeps what it kept. */
    ToxicState on(List<PlacedToxic> others) {
        if (others.equals(chain)) {
            return this;
        }
        long[] moved = others.stream().mapToLong(this::keptFor).toArray();
        return new ToxicState(others, moved);
    }

    private long keptFor(PlacedToxic toxic) {
        for (int i = 0; i < kept.length; i++) {
            PlacedToxic mine = chain.get(i);
            if (mine.name().equals(toxic.name())
                    && mine.toxic().type() == toxic.toxic().type()) {
                return kept[i];
            }
        }
        return toxic.toxic().start();
    }

    @Override
    public String toString() {
        return chain + " " + Arrays.toString(kept);
    }
}
