package dev.roadrig.scenarios.record;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.mcap.AttachmentName;
import dev.roadrig.scenarios.mcap.McapFile;
import dev.roadrig.scenarios.mcap.McapRecord.Attachment;
import dev.roadrig.scenarios.mcap.McapRecord.AttachmentIndex;
import dev.roadrig.scenarios.mcap.McapRecord.Channel;
import dev.roadrig.scenarios.mcap.MessageCursor;
import dev.roadrig.scenarios.mcap.Query;
import dev.roadrig.scenarios.record.v1.RunEnd;
import dev.roadrig.scenarios.record.v1.RunStart;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A run record that is read: whole, or as far as a killed run got, without any step of recovery before. Messages are
 * streamed from the file. Several streams may be open at once, each for one thread.
 */
public final class RunRecord implements Closeable {
    private final McapFile file;
    private final RunStart start;
    private final Optional<RunEntry<RunEnd>> end;

    private RunRecord(McapFile file) {
        this.file = file;
        this.start = readStart(file);
        this.end = entries(RunEnd.class).reduce((first, second) -> second);
    }

    /** Opens a record. Throws {@link BadInput} when it is no MCAP file, or one without RunStart. */
    public static RunRecord open(Path path) {
        RecordPath.require(path);
        McapFile file = McapFile.open(path);
        boolean opened = false;
        try {
            var record = new RunRecord(file);
            opened = true;
            return record;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    private static RunStart readStart(McapFile file) {
        MessageCursor cursor = file.messages(Query.AS_WRITTEN.topics(Set.of(RunTopic.RUN_START.topic())));
        if (!cursor.next()) {
            throw new BadInput(file.path() + " is an MCAP file but not a run record: it has no message on "
                    + RunTopic.RUN_START.topic() + "."
                    + file.damage()
                            .map(damage -> " It is damaged: " + damage + ".")
                            .orElse(""));
        }
        var start = (RunStart) parse(file, RunTopic.RUN_START, cursor);
        if (cursor.next()) {
            throw new BadInput(file.path() + " holds more than one run: it has a second message on "
                    + RunTopic.RUN_START.topic() + ".");
        }
        return start;
    }

    public Path path() {
        return file.path();
    }

    public RunStart start() {
        return start;
    }

    /** How the run ended; empty when the record was cut before. */
    public Optional<RunEnd> end() {
        return end.map(RunEntry::message);
    }

    /** Whether the run was written to its end: a record without RunEnd is incomplete. */
    public boolean complete() {
        return end.isPresent();
    }

    /** The timeline's nanoseconds of the last message, 0 when there is none. */
    public long lastNanos() {
        return file.lastLogTime().orElse(start.getUtcAnchorNs()) - start.getUtcAnchorNs();
    }

    /** What is missing, in words; empty when nothing is. */
    public Optional<String> missing() {
        Optional<String> damage = file.damage().map(d -> "The file is cut or damaged: " + d + ".");
        if (complete()) {
            return damage;
        }
        String word = String.format(
                Locale.ROOT,
                "The record has no RunEnd: the run was cut off after %.3f s on its timeline.",
                lastNanos() / 1e9);
        return Optional.of(damage.map(d -> word + " " + d).orElse(word));
    }

    /** Every message of a known topic, by log time, ties in file order. Throws {@link BadInput} at damage. */
    public Stream<RunEntry<Message>> entries() {
        return stream(Query.BY_TIME, EnumSet.allOf(RunTopic.class));
    }

    /** The messages of these topics, by log time, ties in file order. */
    public Stream<RunEntry<Message>> entries(RunTopic first, RunTopic... others) {
        return stream(Query.BY_TIME, EnumSet.of(first, others));
    }

    /** The messages of one type, by log time, ties in file order. */
    public <M extends Message> Stream<RunEntry<M>> entries(Class<M> type) {
        return entries(RunTopic.of(type))
                .map(entry -> new RunEntry<>(entry.nanos(), entry.topic(), type.cast(entry.message())));
    }

    /** Every message of a known topic, as they lie in the file. */
    public Stream<RunEntry<Message>> entriesAsWritten() {
        return stream(Query.AS_WRITTEN, EnumSet.allOf(RunTopic.class));
    }

    /** Topics that this version does not know, such as a later version's; their messages are passed over. */
    public List<String> unknownTopics() {
        return file.channels().stream()
                .map(Channel::topic)
                .filter(topic -> RunTopic.named(topic).isEmpty())
                .sorted()
                .toList();
    }

    private Stream<RunEntry<Message>> stream(Query query, Set<RunTopic> topics) {
        Set<String> names = topics.stream().map(RunTopic::topic).collect(Collectors.toSet());
        MessageCursor cursor = file.messages(query.topics(names));
        long anchor = start.getUtcAnchorNs();
        int traits = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(
                new AbstractSpliterator<>(Long.MAX_VALUE, traits) {
                    @Override
                    public boolean tryAdvance(Consumer<? super RunEntry<Message>> action) {
                        if (!cursor.next()) {
                            return false;
                        }
                        RunTopic topic =
                                RunTopic.named(cursor.channel().topic()).orElseThrow();
                        Message message = parse(file, topic, cursor);
                        action.accept(new RunEntry<>(cursor.logTime() - anchor, topic, message));
                        return true;
                    }
                },
                false);
    }

    private static Message parse(McapFile file, RunTopic topic, MessageCursor cursor) {
        String encoding = cursor.channel().messageEncoding();
        if (!encoding.equals("protobuf")) {
            throw new BadInput(file.path() + ": messages on " + topic.topic() + " are encoded as '" + encoding
                    + "', and a run record's are protobuf.");
        }
        try {
            return topic.parse(cursor.data());
        } catch (InvalidProtocolBufferException e) {
            throw new BadInput(
                    file.path() + ": message " + cursor.sequence() + " on " + topic.topic() + " is not a "
                            + topic.descriptor().getFullName() + ": " + e.getMessage(),
                    e);
        }
    }

    /** The evidence files that travel in the record. */
    public List<Evidence> attachments() {
        return file.attachments().stream()
                .map(index -> new Evidence(index.name(), index.mediaType(), index))
                .toList();
    }

    /**
     * Writes an evidence file into a folder; returns where.
     *
     * @throws BadInput when its name would leave the folder, or its bytes are damaged
     * @throws IOException when it cannot be written, or is there already
     */
    public Path extract(Evidence evidence, Path folder) throws IOException {
        Path target = AttachmentName.in(folder, evidence.name(), path());
        byte[] bytes = read(evidence);
        Path parent = target.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        return Files.write(target, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** An evidence file's bytes. */
    public byte[] read(Evidence evidence) {
        Attachment attachment = file.read(evidence.index);
        return attachment.data().toByteArray();
    }

    @Override
    public void close() {
        file.close();
    }

    /** A small file that was attached to the record; its name is what the file says. */
    public static final class Evidence {
        private final String name;
        private final String mediaType;
        private final AttachmentIndex index;

        private Evidence(String name, String mediaType, AttachmentIndex index) {
            this.name = name;
            this.mediaType = mediaType;
            this.index = index;
        }

        public String name() {
            return name;
        }

        public String mediaType() {
            return mediaType;
        }

        /** Bytes. */
        public long size() {
            return index.dataSize();
        }
    }
}
