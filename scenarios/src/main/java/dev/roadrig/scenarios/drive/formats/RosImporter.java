package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.DriveImporter;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.drive.FolderHash;
import dev.roadrig.scenarios.drive.formats.RosBag.Topic;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Imports a ROS 2 bag that is stored as MCAP, one file or a folder of split ones: pictures, positions, IMU, speed, CAN frames
 * and logs of the well-known types (rosbag2_storage_mcap; sensor_msgs, geometry_msgs, can_msgs, rcl_interfaces).
 */
final class RosImporter implements DriveImporter {
    private static final String PROFILE = "ros2";
    private static final String MARK = "MCAP0";
    private static final String CDR = "cdr";
    private static final String MESSAGES = "ros2msg";
    private static final String METADATA = "metadata.yaml";
    /** Of an MCAP file: its mark, the Header record's opcode and length, and the length of the profile. */
    private static final int PROFILE_LENGTH_AT = 17;

    @Override
    public String name() {
        return "ros2";
    }

    @Override
    public String form() {
        return "ROS 2 bag stored as MCAP";
    }

    @Override
    public String mark() {
        return "the profile ros2 in an .mcap, or metadata.yaml of rosbag2";
    }

    @Override
    public boolean knows(Path source) {
        return Files.isDirectory(source)
                ? TextHead.of(source.resolve(METADATA)).stream()
                        .anyMatch(line -> line.startsWith("rosbag2_bagfile_information"))
                : hasProfile(source);
    }

    private static boolean hasProfile(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(PROFILE_LENGTH_AT + Integer.BYTES + PROFILE.length());
            ByteBuffer bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
            return head.length == PROFILE_LENGTH_AT + Integer.BYTES + PROFILE.length()
                    && new String(head, 1, MARK.length(), StandardCharsets.US_ASCII).equals(MARK)
                    && bytes.getInt(PROFILE_LENGTH_AT) == PROFILE.length()
                    && new String(head, PROFILE_LENGTH_AT + Integer.BYTES, PROFILE.length(), StandardCharsets.US_ASCII)
                            .equals(PROFILE);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Account write(Path source, DriveWriter writer) throws RigFault {
        try (RosBag bag = RosBag.open(source)) {
            List<String> dropped = new ArrayList<>();
            Map<String, RosType> played = chosen(bag.topics(), dropped);
            var messages = new RosMessages(writer);
            bag.forEach(played.keySet(), (topic, number, message) -> {
                RosType type = played.get(topic.name());
                if (type == null || message.logTime() < 0) {
                    throw new BadInput(source + ": message " + number + " on " + topic.name()
                            + " has a stamp after the year 2262.");
                }
                try {
                    messages.write(type, topic.name(), message.logTime(), new CdrReader(message.data()));
                } catch (BadInput e) {
                    throw new BadInput(
                            source + ": message " + number + " on " + topic.name() + " cannot be read: "
                                    + e.getMessage() + ".",
                            e);
                }
            });
            List<String> notes = new ArrayList<>(messages.notes());
            played.forEach(
                    (topic, type) -> notes.add(topic + " read as " + type.name().toLowerCase(Locale.ROOT)));
            if (bag.fileCount() > 1) {
                notes.add(bag.fileCount() + " files, merged by log time");
            }
            dropped.addAll(messages.dropped());
            return new Account(
                    Files.isDirectory(source) ? FolderHash.ofFolder(source) : FolderHash.ofFile(source),
                    "each message's header stamp, as the recording computer had UTC",
                    notes,
                    dropped);
        }
    }

    /** Which topics become part of the drive; the others are told. */
    private static Map<String, RosType> chosen(List<Topic> topics, List<String> dropped) {
        Map<RosType, Topic> best = new EnumMap<>(RosType.class);
        Map<String, RosType> chosen = new TreeMap<>();
        List<Topic> byCount = topics.stream()
                .sorted(Comparator.comparingLong(Topic::messages).reversed().thenComparing(Topic::name))
                .toList();
        for (Topic topic : byCount) {
            Optional<RosType> type = RosType.of(topic.schema());
            Optional<String> why = whyNot(topic, type);
            if (why.isEmpty()
                    && type.isPresent()
                    && (type.get().isMany() || best.putIfAbsent(type.get(), topic) == null)) {
                chosen.put(topic.name(), type.get());
            } else {
                dropped.add(topic.messages() + " messages on " + topic.name() + ": "
                        + why.orElseGet(
                                () -> type.map(best::get).map(Topic::name).orElse("another topic")
                                        + " has more of this type, and a drive has one"));
            }
        }
        return chosen;
    }

    private static Optional<String> whyNot(Topic topic, Optional<RosType> type) {
        if (type.isEmpty()) {
            return Optional.of("of " + (topic.schema().isEmpty() ? "no type" : topic.schema()));
        }
        if (!topic.encoding().equals(CDR)) {
            return Optional.of("encoded as " + topic.encoding() + " and not as " + CDR);
        }
        boolean other = topic.language().equals(MESSAGES) && !type.get().isLike(topic.definition());
        return other
                ? Optional.of("its " + topic.schema() + " has other fields than that of ROS 2's own packages")
                : Optional.empty();
    }
}
