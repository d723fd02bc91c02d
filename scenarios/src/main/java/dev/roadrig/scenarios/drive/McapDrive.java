package dev.roadrig.scenarios.drive;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.roadrig.scenarios.drive.foxglove.LocationFix;
import dev.roadrig.scenarios.drive.v1.LinkSample;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.mcap.AttachmentName;
import dev.roadrig.scenarios.mcap.McapFile;
import dev.roadrig.scenarios.mcap.McapRecord.Schema;
import dev.roadrig.scenarios.mcap.MessageCursor;
import dev.roadrig.scenarios.mcap.ProtobufEncoding;
import dev.roadrig.scenarios.mcap.Query;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A drive that is one MCAP file; a walk over it at opening finds every error before a run does, and nothing of it stays
 * in memory.
 */
final class McapDrive implements Drive {
    private final Path path;
    private final McapFile file;
    private final McapContents contents;
    private @Nullable String sha256;

    private McapDrive(McapFile file) {
        this.path = file.path();
        this.file = file;
        refuseDamage(file);
        file.attachments().forEach(attachment -> {
            if (!AttachmentName.isSafe(attachment.name())) {
                throw new BadInput(path + " has an attachment named " + Wording.quote(attachment.name())
                        + ", which would leave the folder that it is extracted to. Names are relative, without '..'.");
            }
        });
        needs(file, DriveTopic.FRAME);
        needs(file, DriveTopic.IMAGE);
        this.contents = McapContents.of(file);
    }

    static void refuseDamage(McapFile file) {
        file.damage().ifPresent(damage -> {
            throw new BadInput(file.path() + " is cut or damaged: " + damage
                    + ". A drive is played whole or not at all: fetch it again, or import it again with `roadrig drive"
                    + " import`, or make a drive of what is left with `roadrig drive recover`.");
        });
    }

    /** The states of the link in an .mcap that need not hold pictures. Throws {@link BadInput} when it is cut. */
    static void forEachLinkState(Path path, Consumer<RecordedLink> consumer) {
        try (McapFile file = McapFile.open(path)) {
            refuseDamage(file);
            forEachLinkState(file, consumer);
        }
    }

    static McapDrive open(Path path) {
        McapFile file = McapFile.open(path);
        boolean opened = false;
        try {
            var drive = new McapDrive(file);
            opened = true;
            return drive;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    /** Every channel of this topic is of the type that the topic has in a drive, and there is one. */
    private static void needs(McapFile file, DriveTopic topic) {
        Path path = file.path();
        Map<Integer, Schema> schemas =
                file.schemas().stream().collect(java.util.stream.Collectors.toMap(Schema::id, s -> s));
        long found = file.channels().stream()
                .filter(channel -> channel.topic().equals(topic.topic()))
                .peek(channel -> {
                    Schema schema = schemas.get(channel.schemaId());
                    String name = schema == null ? "none" : schema.name();
                    if (!channel.messageEncoding().equals(ProtobufEncoding.NAME)
                            || !name.equals(topic.type().getFullName())) {
                        throw new BadInput(path + ": " + topic.topic() + " is encoded as "
                                + Wording.quote(channel.messageEncoding()) + " with the schema " + Wording.quote(name)
                                + "; in a drive it is " + ProtobufEncoding.NAME + " with "
                                + topic.type().getFullName() + ".");
                    }
                })
                .count();
        if (found == 0) {
            throw new BadInput(path + " is an MCAP file but no drive: it has no channel " + topic.topic()
                    + ". Make drives with `roadrig drive import`.");
        }
    }

    @Override
    public String name() {
        return Recording.name(path);
    }

    @Override
    public synchronized String sha256() {
        String known = sha256;
        if (known == null) {
            known = FolderHash.ofFile(path);
            sha256 = known;
        }
        return known;
    }

    @Override
    public long startUtcNanos() {
        return contents.startUtcNanos();
    }

    @Override
    public Duration duration() {
        return contents.extent().duration();
    }

    @Override
    public int frameCount() {
        return contents.extent().frames();
    }

    @Override
    public FrameCursor frames() {
        return new McapFrames(file, contents.startUtcNanos());
    }

    @Override
    public List<Channel> channels() {
        return contents.channels();
    }

    @Override
    public Map<String, String> origin() {
        return Recording.origin(file);
    }

    @Override
    public void forEachLinkState(Consumer<RecordedLink> consumer) {
        forEachLinkState(file, consumer);
    }

    /** The states of the link in a file, which need not hold pictures. */
    static void forEachLinkState(McapFile file, Consumer<RecordedLink> consumer) {
        if (file.channels().stream().noneMatch(channel -> channel.topic().equals(DriveTopic.LINK.topic()))) {
            return;
        }
        needs(file, DriveTopic.LINK);
        MessageCursor cursor = file.messages(Query.BY_TIME.topics(Set.of(DriveTopic.LINK.topic())));
        while (cursor.next()) {
            try {
                LinkSample sample = LinkSample.parseFrom(cursor.data());
                consumer.accept(new RecordedLink(
                        cursor.logTime(),
                        sample.getState(),
                        sample.getUpBitsPerSecond(),
                        sample.getDownBitsPerSecond(),
                        sample.hasRoundTripNanos()
                                ? Optional.of(Duration.ofNanos(sample.getRoundTripNanos()))
                                : Optional.empty(),
                        sample.hasJitterNanos()
                                ? Optional.of(Duration.ofNanos(sample.getJitterNanos()))
                                : Optional.empty(),
                        sample.getLoss()));
            } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
                throw new BadInput(
                        file.path() + ": message " + cursor.sequence() + " on " + DriveTopic.LINK.topic()
                                + " is no state of a link: " + e.getMessage() + ".",
                        e);
            }
        }
    }

    @Override
    public void forEachPosition(Consumer<Position> consumer) {
        MessageCursor cursor = file.messages(Query.BY_TIME.topics(Set.of(DriveTopic.FIX.topic())));
        while (cursor.next()) {
            try {
                LocationFix fix = LocationFix.parseFrom(cursor.data());
                consumer.accept(new Position(cursor.logTime(), fix.getLatitude(), fix.getLongitude()));
            } catch (InvalidProtocolBufferException e) {
                throw new BadInput(
                        file.path() + ": message " + cursor.sequence() + " on " + DriveTopic.FIX.topic()
                                + " is no position: " + e.getMessage() + ".",
                        e);
            }
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
