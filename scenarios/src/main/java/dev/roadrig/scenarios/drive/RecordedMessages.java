package dev.roadrig.scenarios.drive;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.mcap.McapFile;
import dev.roadrig.scenarios.mcap.McapRecord;
import dev.roadrig.scenarios.mcap.McapRecord.Schema;
import dev.roadrig.scenarios.mcap.MessageCursor;
import dev.roadrig.scenarios.mcap.Query;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The messages of an .mcap file as they are to be played, whatever they are: counted in one walk at opening, which also
 * finds every damage, and then walked as often as wanted. Nothing of them stays in memory.
 */
public final class RecordedMessages implements Closeable {
    /** Each is read by a cursor of its own, which holds a chunk in memory. */
    private static final int MOST_UNSTEADY = 64;

    private final McapFile file;
    private final List<McapRecord.Channel> declared;
    private final int[] numbers;
    private final StreamTally[] tallies;
    private final List<Channel> channels = new ArrayList<>();
    private final long startNanos;
    private final long endNanos;

    /**
     * A channel that has messages or could have.
     *
     * @param number counts from 0
     * @param seen its messages, counted
     * @param largestBytes of one message
     */
    public record Channel(int number, Recording.Stream seen, int largestBytes) {
        public String topic() {
            return seen.topic();
        }
    }

    private RecordedMessages(McapFile file) {
        this.file = file;
        McapDrive.refuseDamage(file);
        declared = file.channels();
        int ids = declared.stream().mapToInt(channel -> channel.id() + 1).max().orElse(0);
        numbers = new int[ids];
        tallies = new StreamTally[declared.size()];
        for (int i = 0; i < declared.size(); i++) {
            numbers[declared.get(i).id()] = i;
            tallies[i] = new StreamTally();
        }
        count();
        startNanos = Arrays.stream(tallies)
                .filter(tally -> !tally.isEmpty())
                .mapToLong(StreamTally::first)
                .min()
                .orElseThrow(() -> new BadInput(file.path() + " has no messages."));
        endNanos = Arrays.stream(tallies).mapToLong(StreamTally::latest).max().orElse(startNanos);
        Map<Integer, String> schemas = file.schemas().stream().collect(Collectors.toMap(Schema::id, Schema::name));
        for (int i = 0; i < declared.size(); i++) {
            McapRecord.Channel channel = declared.get(i);
            Recording.Stream seen = tallies[i].stream(channel, schemas.getOrDefault(channel.schemaId(), ""));
            channels.add(new Channel(i, seen, tallies[i].largest()));
        }
    }

    private void count() {
        MessageCursor cursor = file.messages(Query.AS_WRITTEN);
        while (cursor.next()) {
            if (cursor.logTime() < 0) {
                throw new BadInput(file.path() + ": a stamp on "
                        + Wording.quote(cursor.channel().topic()) + " is after the year 2262: "
                        + Long.toUnsignedString(cursor.logTime()) + " ns.");
            }
            tallies[numbers[cursor.channel().id()]].add(
                    cursor.logTime(), cursor.data().remaining());
        }
    }

    /** Opens a file. Throws {@link BadInput} when it is no .mcap, cut or damaged anywhere. */
    public static RecordedMessages open(Path path) {
        McapFile file = McapFile.open(path);
        boolean opened = false;
        try {
            var messages = new RecordedMessages(file);
            opened = true;
            return messages;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    /** The file's, without its ending. */
    public String name() {
        return Recording.name(file.path());
    }

    public Path path() {
        return file.path();
    }

    /** The earliest stamp that is the first of its channel, since 1970: where every walk over all channels begins. */
    public long startNanos() {
        return startNanos;
    }

    /** The latest stamp, since 1970: where a walk over all channels ends as recorded. */
    public long endNanos() {
        return endNanos;
    }

    /** In the order of their ids in the file; several may have the same topic. */
    public List<Channel> channels() {
        return List.copyOf(channels);
    }

    /**
     * The numbers of the channels of some topics.
     *
     * @param topics all where it is empty
     * @throws BadInput when there is no such topic
     */
    public Set<Integer> numbers(Set<String> topics) {
        Set<String> known = channels.stream().map(Channel::topic).collect(Collectors.toCollection(TreeSet::new));
        for (String topic : new TreeSet<>(topics)) {
            if (!known.contains(topic)) {
                throw new BadInput(
                        file.path() + " has no topic " + Wording.quote(topic) + Wording.instead(topic, known) + ".");
            }
        }
        return channels.stream()
                .filter(channel -> topics.isEmpty() || topics.contains(channel.topic()))
                .map(Channel::number)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * A walk over the messages of some channels; several may be open at once.
     *
     * @param played the channels' numbers
     * @throws BadInput when the stamps of too many of them go back
     */
    public MessageWalk walk(StampRule rule, Set<Integer> played) {
        Map<Integer, ChannelClock> unsteady = new HashMap<>();
        for (McapRecord.Channel channel : declared) {
            Recording.Stream seen = channels.get(numbers[channel.id()]).seen();
            if (played.contains(numbers[channel.id()]) && seen.stepsBack() > 0) {
                unsteady.put(
                        channel.id(),
                        new ChannelClock(rule, seen.medianInterval().toNanos()));
            }
        }
        if (unsteady.size() > MOST_UNSTEADY) {
            throw new BadInput(file.path() + ": the stamps of " + unsteady.size() + " channels go back, and at most "
                    + MOST_UNSTEADY + " such are played together. Name fewer topics.");
        }
        return new MessageWalk(
                file,
                numbers.clone(),
                rule == StampRule.STRAIGHTENED,
                channel -> played.contains(numbers[channel.id()]) && !unsteady.containsKey(channel.id()),
                unsteady);
    }

    @Override
    public void close() {
        file.close();
    }
}
