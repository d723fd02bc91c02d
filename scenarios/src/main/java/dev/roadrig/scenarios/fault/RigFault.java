package dev.roadrig.scenarios.fault;

import java.util.List;

/** The rig failed, with positive evidence on our side; becomes verdict ERROR and never FAIL. */
public final class RigFault extends RunFault {
    private static final long serialVersionUID = 1L;

    public RigFault(String code, String message, Evidence... evidence) {
        super(code, message, List.of(evidence));
    }

    public RigFault(String code, String message, List<Evidence> evidence) {
        super(code, message, evidence);
    }

    @Override
    public Culprit culprit() {
        return Culprit.RIG;
    }
}
