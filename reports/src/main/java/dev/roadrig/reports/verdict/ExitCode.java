package dev.roadrig.reports.verdict;

import java.util.List;

/** What a suite ends with: any FAIL first, for a red test must not hide behind a broken rig. */
public enum ExitCode {
    PASSED(0),
    FAILED(1),
    /** A file or an option was wrong; never the outcome of judging. */
    BAD_INPUT(2),
    ERRORED(3),
    INCONCLUSIVE(4);

    /** What {@code git bisect run} takes for "skip this one". */
    public static final int BISECT_SKIP = 125;

    /** What INCONCLUSIVE does to a suite. */
    public enum Policy {
        /** Ends with 4. */
        FAIL,
        /** Is shown, and does not change the exit code. */
        WARN
    }

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** For {@code --exit bisect}: good, bad, or cannot be told. */
    public int bisectCode() {
        return this == PASSED || this == FAILED ? code : BISECT_SKIP;
    }

    /** Of all judgements' findings; no judgements at all is an error, since nothing was shown. */
    public static ExitCode of(List<Judgement> judgements, Policy policy) {
        if (judgements.isEmpty() || any(judgements, Verdict.FAIL)) {
            return judgements.isEmpty() ? ERRORED : FAILED;
        }
        if (any(judgements, Verdict.ERROR)) {
            return ERRORED;
        }
        return policy == Policy.FAIL && any(judgements, Verdict.INCONCLUSIVE) ? INCONCLUSIVE : PASSED;
    }

    private static boolean any(List<Judgement> judgements, Verdict verdict) {
        return judgements.stream()
                .anyMatch(j -> j.verdict() == verdict || j.findings().stream().anyMatch(f -> f.verdict() == verdict));
    }
}
