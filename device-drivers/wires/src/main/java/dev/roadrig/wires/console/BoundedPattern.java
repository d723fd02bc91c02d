package dev.roadrig.wires.console;

import dev.roadrig.scenarios.fault.BadInput;
import java.util.BitSet;
import java.util.List;

/**
 * A regular expression whose matches have a longest length, searched in time linear in the text whatever the pattern:
 * a console may send noise for a night. Knows characters, {@code .}, classes, escapes {@code \d \w \s}, groups,
 * alternatives, {@code ?}, <code>{n}</code> and <code>{n,m}</code>; refuses all that has no bound, as tbot does.
 */
public final class BoundedPattern {
    private final String source;
    private final int longest;
    private final List<Step> program;

    private BoundedPattern(String source, int longest, List<Step> program) {
        this.source = source;
        this.longest = longest;
        this.program = program;
    }

    /**
     * Reads a pattern.
     *
     * @throws BadInput for one that is unbounded, too large or no pattern; names the part
     */
    public static BoundedPattern of(String regex) {
        var parser = new BoundedRegex(regex);
        return new BoundedPattern(regex, parser.longest(), parser.program());
    }

    /** The most characters that a match has. */
    public int longest() {
        return longest;
    }

    /** Whether the whole text is a match. */
    public boolean matches(CharSequence text) {
        if (text.length() > longest) {
            return false;
        }
        BitSet at = closure(0);
        for (int i = 0; i < text.length() && !at.isEmpty(); i++) {
            at = after(at, text.charAt(i));
        }
        return at.get(program.size() - 1);
    }

    /** Whether a match is anywhere in the text. */
    public boolean isIn(CharSequence text) {
        BitSet start = closure(0);
        BitSet at = (BitSet) start.clone();
        for (int i = 0; i < text.length() && !at.get(program.size() - 1); i++) {
            at = after(at, text.charAt(i));
            at.or(start);
        }
        return at.get(program.size() - 1);
    }

    private BitSet after(BitSet at, char c) {
        var next = new BitSet(program.size());
        for (int pc = at.nextSetBit(0); pc >= 0; pc = at.nextSetBit(pc + 1)) {
            if (program.get(pc).takes(c)) {
                add(next, pc + 1);
            }
        }
        return next;
    }

    private BitSet closure(int pc) {
        var set = new BitSet(program.size());
        add(set, pc);
        return set;
    }

    private void add(BitSet set, int pc) {
        if (set.get(pc)) {
            return;
        }
        set.set(pc);
        for (int target : program.get(pc).jumps()) {
            add(set, pc + target);
        }
    }

    @Override
    public String toString() {
        return source;
    }

    /**
     * One step of Thompson's matcher.
     *
     * @param characters what it takes; null for a step that only jumps, and for the end
     * @param jumps to go on at without taking a character, relative to here
     */
    record Step(@org.jspecify.annotations.Nullable CharacterClass characters, List<Integer> jumps) {
        boolean takes(char c) {
            return characters != null && characters.has(c);
        }
    }

    /** A set of characters. */
    @FunctionalInterface
    interface CharacterClass {
        boolean has(char c);
    }
}
