package dev.roadrig.scenarios.fault;

import java.util.List;

/** The board failed, with positive evidence on its side (panic, watchdog, no boot, dead agent); FAIL of board.alive. */
public final class BoardFault extends RunFault {
    private static final long serialVersionUID = 1L;

    public BoardFault(String code, String message, Evidence... evidence) {
        super(code, message, List.of(evidence));
    }

    public BoardFault(String code, String message, List<Evidence> evidence) {
        super(code, message, evidence);
    }

    @Override
    public Culprit culprit() {
        return Culprit.BOARD;
    }
}
