package dev.roadrig.scenarios.drive;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.roadrig.scenarios.drive.v1.CameraFrame;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.mcap.McapFile;
import dev.roadrig.scenarios.mcap.McapRecord.Channel;
import dev.roadrig.scenarios.mcap.McapRecord.Schema;
import dev.roadrig.scenarios.mcap.MessageCursor;
import dev.roadrig.scenarios.mcap.ProtobufEncoding;
import dev.roadrig.scenarios.mcap.Query;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A piece of a recording as a recording of its own. Messages keep their moments and their bytes, but for two: frames are
 * counted from 0 again, and the state of the link that held when the piece begins is repeated there.
 *
 * @param made what the piece holds
 * @param notes what was changed, in words
 * @param dropped what the piece does not hold and the recording does, beside messages outside of it, in words
 */
public record DriveCut(Recording made, List<String> notes, List<String> dropped) {
    private static final Set<String> PLAYED = Set.of(DriveTopic.FRAME.topic(), DriveTopic.IMAGE.topic());

    public DriveCut {
        notes = List.copyOf(notes);
        dropped = List.copyOf(dropped);
    }

    /**
     * Cuts a piece out.
     *
     * @param source an .mcap
     * @param target the .mcap to make; must not be there
     * @param topics which topics; all where it is empty
     * @throws BadInput when the source is damaged or has nothing there, or the target is there; nothing is made then
     * @throws RigFault when the target's disk fails
     */
    public static DriveCut of(Path source, Path target, CutWindow window, Set<String> topics) throws RigFault {
        List<String> notes = new ArrayList<>();
        List<String> dropped = new ArrayList<>();
        try (McapFile file = McapFile.open(source);
                var writer = new DriveWriter(target)) {
            McapDrive.refuseDamage(file);
            check(file, topics);
            var copy = new Copy(file, writer, window.in(file), topics);
            copy.linkBefore(notes);
            long written = copy.messages();
            if (written == 0) {
                throw new BadInput(
                        source + " has no message " + window + (topics.isEmpty() ? "." : " on these topics."));
            }
            if (copy.frames > 0) {
                notes.add("frames are counted from 0 again; their distances are as they were");
            }
            if (!file.attachments().isEmpty()) {
                dropped.add(file.attachments().size() + " attachments");
            }
            Map<String, String> origin = new HashMap<>(Recording.origin(file));
            origin.put("cut-from-sha256", FolderHash.ofFile(source));
            origin.put("cut", window.toString());
            writer.finish(origin);
        }
        Recording made = Recording.of(target);
        if (made.hasFrames() && made.channels().stream().anyMatch(c -> c.topic().equals(DriveTopic.IMAGE.topic()))) {
            DriveReader.open(target).close();
        }
        return new DriveCut(made, notes, dropped);
    }

    private static void check(McapFile file, Set<String> topics) {
        Set<String> known = file.channels().stream().map(Channel::topic).collect(Collectors.toCollection(TreeSet::new));
        for (String topic : new TreeSet<>(topics)) {
            if (!known.contains(topic)) {
                throw new BadInput(file.path() + " has no topic " + topic + Wording.instead(topic, known) + ".");
            }
        }
        long played = PLAYED.stream().filter(topics::contains).count();
        if (played == 1) {
            throw new BadInput("A drive's frames are on " + String.join(" and ", new TreeSet<>(PLAYED))
                    + " together: name both, or neither.");
        }
    }

    /** One copying. */
    private static final class Copy {
        private final McapFile file;
        private final DriveWriter writer;
        private final CutWindow.Span span;
        private final Set<String> topics;
        private final Map<Integer, Schema> schemas = new TreeMap<>();
        private int frames;

        Copy(McapFile file, DriveWriter writer, CutWindow.Span span, Set<String> topics) {
            this.file = file;
            this.writer = writer;
            this.span = span;
            this.topics = topics;
            file.schemas().forEach(schema -> schemas.put(schema.id(), schema));
        }

        /** What the link was when the piece begins, unless a state begins there too. */
        void linkBefore(List<String> notes) throws RigFault {
            String link = DriveTopic.LINK.topic();
            if (span.from() <= 0 || !(topics.isEmpty() || topics.contains(link))) {
                return;
            }
            MessageCursor at = file.messages(Query.BY_TIME.topics(Set.of(link)).between(span.from(), span.from() + 1));
            MessageCursor before =
                    file.messages(Query.BY_TIME.topics(Set.of(link)).between(0, span.from()));
            if (at.next()) {
                return;
            }
            byte[] state = new byte[0];
            Optional<Channel> channel = Optional.empty();
            while (before.next()) {
                state = bytes(before);
                channel = Optional.of(before.channel());
            }
            if (channel.isPresent()) {
                copy(channel.get(), span.from(), span.from(), state);
                notes.add("the link's state from before is repeated where the piece begins");
            }
        }

        long messages() throws RigFault {
            Query all = Query.AS_WRITTEN.between(span.from(), span.until());
            MessageCursor cursor = file.messages(topics.isEmpty() ? all : all.topics(topics));
            long written = 0;
            while (cursor.next()) {
                boolean frame = cursor.channel().topic().equals(DriveTopic.FRAME.topic());
                byte[] data = frame ? renumbered(cursor) : bytes(cursor);
                copy(cursor.channel(), cursor.logTime(), cursor.publishTime(), data);
                written++;
            }
            return written;
        }

        private void copy(Channel channel, long logTime, long publishTime, byte[] data) throws RigFault {
            writer.copy(Optional.ofNullable(schemas.get(channel.schemaId())), channel, logTime, publishTime, data);
        }

        private byte[] renumbered(MessageCursor cursor) {
            try {
                CameraFrame frame = CameraFrame.parseFrom(cursor.data());
                return ProtobufEncoding.bytes(
                        frame.toBuilder().setIndex(frames++).build());
            } catch (InvalidProtocolBufferException e) {
                throw new BadInput(
                        file.path() + ": a message on " + cursor.channel().topic() + " is no frame: " + e.getMessage()
                                + ".",
                        e);
            }
        }

        private static byte[] bytes(MessageCursor cursor) {
            byte[] data = new byte[cursor.data().remaining()];
            cursor.data().get(data);
            return data;
        }
    }
}
