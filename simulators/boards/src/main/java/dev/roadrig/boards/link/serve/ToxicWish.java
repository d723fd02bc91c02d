package dev.roadrig.boards.link.serve;

import dev.roadrig.boards.link.toxic.PlacedToxic;
import dev.roadrig.boards.link.toxic.Toxic;
import dev.roadrig.boards.link.toxic.ToxicType;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.json.JsonValue;
import dev.roadrig.scenarios.json.JsonValue.Members;
import dev.roadrig.scenarios.link.Direction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What requests say of toxics. */
final class ToxicWish {
    private ToxicWish() {}

    /** A toxic that shall be made: downstream and on every connection where nothing else is said, its numbers 0. */
    static PlacedToxic create(Members body, long nowNanos) throws ApiFault {
        String type = ApiJson.text(body, "type", "");
        String stream = ApiJson.text(body, "stream", "downstream").toLowerCase(Locale.ROOT);
        double toxicity = ApiJson.number(body, "toxicity", 1);
        Direction direction =
                switch (stream) {
                    case "upstream" -> Direction.UP;
                    case "downstream" -> Direction.DOWN;
                    default -> throw ApiFault.badStream();
                };
        String named = ApiJson.text(body, "name", "");
        ToxicType kind = ToxicType.of(type).orElseThrow(ApiFault::badType);
        List<Long> zeros = Collections.nCopies(kind.attributes().size(), 0L);
        Toxic toxic = toxic(kind, zeros, body);
        return new PlacedToxic(named.isEmpty() ? type + "_" + stream : named, direction, toxicity, toxic, nowNanos);
    }

    /** What is not said stays. */
    static PlacedToxic update(PlacedToxic was, Members body, long nowNanos) throws ApiFault {
        Toxic toxic = toxic(was.toxic().type(), was.toxic().values(), body);
        double toxicity = ApiJson.number(body, "toxicity", was.toxicity());
        return new PlacedToxic(was.name(), was.direction(), toxicity, toxic, nowNanos);
    }

    private static Toxic toxic(ToxicType type, List<Long> defaults, Members body) throws ApiFault {
        JsonValue said = body.optional("attributes").orElse(Members.none());
        Members attributes = ApiJson.members(said);
        List<Long> values = new ArrayList<>();
        for (int i = 0; i < defaults.size(); i++) {
            values.add(ApiJson.whole(attributes, type.attributes().get(i), defaults.get(i)));
        }
        try {
            return type.toxic(values);
        } catch (BadInput e) {
            throw ApiFault.badBody(String.valueOf(e.getMessage()));
        }
    }
}
