package dev.roadrig.wires.tool.bus;

import dev.roadrig.wires.tool.Measured;
import dev.roadrig.wires.tool.NotUnderstood;
import dev.roadrig.wires.tool.ResultDraft;
import dev.roadrig.wires.tool.Tool;
import dev.roadrig.wires.tool.ToolReader;
import dev.roadrig.wires.tool.ToolResult;
import dev.roadrig.wires.tool.ToolText;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** NMEA 0183 sentences, told by count and checksum; {@code drive import} reads the positions themselves. */
public final class Nmea implements ToolReader {
    private static final Pattern SENTENCE =
            Pattern.compile("^\\$([A-Z][A-Z0-9]{2,9},[^*]{0,200}|[A-Z]{5})(?:\\*([0-9A-Fa-f]{2}))?$");
    private static final Pattern SIGN =
            Pattern.compile("^\\$[A-Z]{2}(?:RMC|GGA|GSA|GSV|GLL|VTG|ZDA|GNS),[^*]{0,200}\\*[0-9A-Fa-f]{2}$");
    private static final Pattern RMC =
            Pattern.compile("^\\$[A-Z]{2}RMC,([0-9.]*+),([AV]),([^,]*+,[^,]*+),([^,]*+,[^,]*+),([0-9.]*+),");

    @Override
    public Tool tool() {
        return Tool.NMEA;
    }

    @Override
    public boolean knows(ToolText text) {
        return text.has(SIGN);
    }

    @Override
    public ToolResult read(ToolText text) {
        if (!knows(text)) {
            throw NotUnderstood.foreign(tool(), text);
        }
        var draft = new ResultDraft(tool(), text);
        List<MatchResult> sentences = text.all(SENTENCE);
        long wrong =
                sentences.stream().filter(s -> s.group(2) != null && !right(s)).count();
        draft.figure("sentences", sentences.size(), "");
        draft.figure("checksums_wrong", (double) wrong, "");
        draft.fact("first", sentences.get(0).group());
        text.first(RMC).ifPresent(match -> {
            draft.fact("first_rmc_time", match.group(1));
            draft.fact("first_rmc_state", match.group(2));
            draft.fact("first_rmc_position", match.group(3) + " " + match.group(4));
            if (!match.group(5).isEmpty()) {
                draft.figure("first_rmc_speed", match.group(5), "kn");
            }
        });
        draft.note("Read the positions themselves with 'roadrig drive import'.");
        return draft.as(new Measured("how many sentences a log holds; nothing was timed"));
    }

    /** The exclusive or of the characters between the dollar sign and the star. */
    private static boolean right(MatchResult sentence) {
        int sum = sentence.group(1).chars().reduce(0, (a, b) -> a ^ b);
        return sum == Integer.parseInt(sentence.group(2), 16);
    }
}
