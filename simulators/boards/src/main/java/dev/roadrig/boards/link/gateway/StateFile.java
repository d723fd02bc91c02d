package dev.roadrig.boards.link.gateway;

import dev.roadrig.scenarios.fault.BadInput;
import java.util.ArrayList;
import java.util.List;

/**
 * What one gateway changed on its host, written before the first change: one step a line, so that whoever finds it can
 * take it back, by program or by hand.
 *
 * @param owner whose it is
 * @param about the board and its interface, for people
 * @param steps in the order in which they are made
 */
record StateFile(Owner owner, String about, List<Step> steps) {
    private static final String FIRST = "roadrig gateway 1";
    private static final String ABOUT = "board ";
    private static final String LAST = "end";
    private static final int MOST_LINES = 200;

    StateFile {
        steps = List.copyOf(steps);
    }

    static StateFile of(Owner owner, GatewaySpec spec, List<Step> steps) {
        return new StateFile(
                owner, spec.name() + " at " + spec.board().getHostAddress() + " on " + spec.boardInterface(), steps);
    }

    /** Whether a step of it is about a kernel setting. */
    boolean holds(String key) {
        return steps.stream()
                .anyMatch(step ->
                        step instanceof Step.Setting setting && setting.key().equals(key));
    }

    String text() {
        var text = new StringBuilder(FIRST + "\n" + owner.line() + "\n" + ABOUT + about + "\n");
        steps.forEach(step -> text.append(step.line()).append('\n'));
        return text.append(LAST).append('\n').toString();
    }

    /**
     * Reads a file's text.
     *
     * @throws BadInput with the line's number and what is wrong with it
     */
    static StateFile parse(String text) {
        List<String> lines = List.of(text.split("\n"));
        if (!lines.get(0).equals(FIRST)) {
            throw new BadInput("line 1: not \"" + FIRST + "\"");
        }
        if (lines.size() < 4 || !lines.get(lines.size() - 1).equals(LAST) || lines.size() > MOST_LINES) {
            throw new BadInput("line " + lines.size() + ": the file ends before \"" + LAST + "\" or is too long");
        }
        int number = 2;
        try {
            Owner owner = Owner.parse(lines.get(1));
            number = 3;
            String about = lines.get(2);
            if (!about.matches(ABOUT + "[ -~]{1,200}")) {
                throw new BadInput("the third line does not say which board");
            }
            List<Step> steps = new ArrayList<>();
            for (String line : lines.subList(3, lines.size() - 1)) {
                number++;
                steps.add(StepLine.parse(line));
            }
            return new StateFile(owner, about.substring(ABOUT.length()), steps);
        } catch (BadInput e) {
            throw new BadInput("line " + number + ": " + e.getMessage(), e);
        }
    }
}
