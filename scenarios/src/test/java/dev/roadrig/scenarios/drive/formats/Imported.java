package dev.roadrig.scenarios.drive.formats;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.mcap.McapFile;
import dev.roadrig.scenarios.mcap.MessageCursor;
import dev.roadrig.scenarios.mcap.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An import in a test, and what came of it. */
record Imported(DriveImport told, Path file) {
    /** A message and its moment. */
    record At<T>(long utcNanos, String topic, T message) {}

    static Imported of(Path source, Path folder) throws RigFault {
        return of(source, folder, Optional.empty());
    }

    static Imported of(Path source, Path folder, Optional<String> as) throws RigFault {
        Path target =
                folder.resolve(source.getFileName() + "-" + folder.toFile().list().length + ".mcap");
        return new Imported(DriveImport.of(source, target, as, Optional.empty()), target);
    }

    /** That an import of this text as this form is refused, with a message that ends so after the file's name. */
    static void refused(Path folder, String as, String text, String message) throws IOException {
        Path source = Files.writeString(folder.resolve("bad.txt"), text);
        Path target = folder.resolve("bad.mcap");
        assertThatThrownBy(() -> DriveImport.of(source, target, Optional.of(as), Optional.empty()))
                .as(text)
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(source + message);
        if (Files.exists(target)) {
            throw new AssertionError("a refused import left " + target);
        }
    }

    /** Messages by topic. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        told.made().channels().forEach(channel -> counts.put(channel.topic(), channel.messages()));
        return counts;
    }

    /** The messages of these topics, in time order. */
    <T extends Message> List<At<T>> messages(Parser<T> parser, String... topics) throws InvalidProtocolBufferException {
        List<At<T>> messages = new ArrayList<>();
        try (McapFile mcap = McapFile.open(file)) {
            MessageCursor cursor = mcap.messages(Query.BY_TIME.topics(Set.of(topics)));
            while (cursor.next()) {
                messages.add(new At<>(cursor.logTime(), cursor.channel().topic(), parser.parseFrom(cursor.data())));
            }
        }
        return messages;
    }
}
