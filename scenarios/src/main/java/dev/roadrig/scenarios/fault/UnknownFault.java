package dev.roadrig.scenarios.fault;

import java.util.List;

/** Something failed and nothing shows whose failure it was; becomes INCONCLUSIVE. */
public final class UnknownFault extends RunFault {
    private static final long serialVersionUID = 1L;

    public UnknownFault(String code, String message, Evidence... evidence) {
        super(code, message, List.of(evidence));
    }

    public UnknownFault(String code, String message, List<Evidence> evidence) {
        super(code, message, evidence);
    }

    @Override
    public Culprit culprit() {
        return Culprit.UNKNOWN;
    }
}
