package dev.roadrig.boards.link.gateway.dns;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.Ticker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The last queries, and how often each name was asked for. Bounded, whatever a board asks. */
final class QueryLog {
    static final int LAST = 200;
    static final int MOST_NAMES = 1_000;

    private final Ticker ticker;
    private final DnsWatch watch;
    private final Deque<DnsQuery> last = new ArrayDeque<>();
    private final Map<Key, Long> counts = new LinkedHashMap<>();
    private final Map<DnsOutcome, Long> outcomes = new EnumMap<>(DnsOutcome.class);

    private record Key(String name, String type, DnsOutcome outcome) {}

    QueryLog(Ticker ticker, DnsWatch watch) {
        this.ticker = ticker;
        this.watch = watch;
    }

    void add(Transport transport, Question question, DnsOutcome outcome, String answer) {
        watch.asked(write(transport, question, outcome, answer));
    }

    void broken(RigFault fault) {
        watch.broken(fault);
    }

    private synchronized DnsQuery write(Transport transport, Question question, DnsOutcome outcome, String answer) {
        var key = new Key(question.name().toLowerCase(Locale.ROOT), question.type(), outcome);
        long nth = counts.containsKey(key) || counts.size() < MOST_NAMES ? counts.merge(key, 1L, Long::sum) : 0;
        var query = new DnsQuery(ticker.nanos(), transport, question.name(), question.type(), outcome, answer, nth);
        outcomes.merge(outcome, 1L, Long::sum);
        last.addLast(query);
        if (last.size() > LAST) {
            last.removeFirst();
        }
        return query;
    }

    synchronized List<DnsQuery> last() {
        return List.copyOf(last);
    }

    synchronized List<AskedName> names() {
        List<AskedName> names = new ArrayList<>();
        counts.forEach((key, count) -> names.add(new AskedName(key.name, key.type, key.outcome, count)));
        return names;
    }

    synchronized Map<DnsOutcome, Long> outcomes() {
        return Map.copyOf(outcomes);
    }
}
