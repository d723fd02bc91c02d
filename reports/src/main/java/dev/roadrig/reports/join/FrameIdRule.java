package dev.roadrig.reports.join;

import dev.roadrig.reports.join.RunTable.At;
import dev.roadrig.reports.observe.ConsoleAnswer;
import dev.roadrig.scenarios.record.v1.FrameSent;
import dev.roadrig.scenarios.record.v1.Result;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The board names the frame. Where it also names the request, both must be of one frame. */
final class FrameIdRule implements JoinRule {
    private final Map<Long, Integer> frameOfRequest = new HashMap<>();

    FrameIdRule(Collection<FrameSent> sent) {
        sent.forEach(s -> frameOfRequest.put(s.getRequest(), s.getFrame()));
    }

    @Override
    public Optional<Integer> frameOf(At<Result> result, Optional<ConsoleAnswer> line) {
        int frame = result.message().getFrame();
        long request = result.message().getRequest();
        Integer requested = frameOfRequest.get(request);
        boolean contradicts = request != 0 && (requested == null || requested != frame);
        return contradicts ? Optional.empty() : Optional.of(frame);
    }
}
