package dev.roadrig.reports.text;

import dev.roadrig.reports.link.PacketTotals;
import dev.roadrig.scenarios.record.v1.LinkPacketCount;
import java.util.ArrayList;
import java.util.List;

/** What became of a link's packets: for people and for machines. */
final class PacketLines {
    private PacketLines() {}

    static List<String> of(PacketTotals totals) {
        List<String> lines = new ArrayList<>();
        lines.add("packets up, before the drive and in it: " + way(totals.up()));
        lines.add("packets down: " + way(totals.down()));
        List<String> others = new ArrayList<>();
        add(totals.refused(), "let go and refused by this host's kernel", others);
        add(totals.strangers(), "of other addresses, not carried", others);
        add(totals.blockedIpv6(), "of IPv6, blocked", others);
        add(totals.overrun(), "LOST BY THIS HOST before the link saw them", others);
        if (!others.isEmpty()) {
            lines.add("packets besides: " + String.join(", ", others));
        }
        return lines;
    }

    private static String way(LinkPacketCount count) {
        List<String> words = new ArrayList<>(List.of(count.getCame() + " came", count.getPassed() + " passed"));
        add(count.getLostByChance(), "lost by chance", words);
        add(count.getNoRoom(), "without room", words);
        add(count.getOverMtu(), "too large", words);
        add(count.getOutOfMemory(), "LOST FOR WANT OF THE RIG'S MEMORY", words);
        return String.join(", ", words);
    }

    private static void add(long count, String words, List<String> to) {
        if (count > 0) {
            to.add(count + " " + words);
        }
    }

    static void write(PacketTotals totals, JsonWriter json) {
        json.beginObject();
        json.name("up");
        way(totals.up(), json);
        json.name("down");
        way(totals.down(), json);
        json.name("refused").value(totals.refused());
        json.name("strangers").value(totals.strangers());
        json.name("blockedIpv6").value(totals.blockedIpv6());
        json.name("overrun").value(totals.overrun()).endObject();
    }

    private static void way(LinkPacketCount count, JsonWriter json) {
        json.beginObject();
        json.name("came").value(count.getCame());
        json.name("passed").value(count.getPassed());
        json.name("lostByChance").value(count.getLostByChance());
        json.name("noRoom").value(count.getNoRoom());
        json.name("tooLarge").value(count.getOverMtu());
        json.name("outOfMemory").value(count.getOutOfMemory()).endObject();
    }
}
