package dev.roadrig.harness.run;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import dev.roadrig.harness.rack.SecretBytes;
import dev.roadrig.harness.rack.SecretMask;
import dev.roadrig.scenarios.record.Sink;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.record.v1.BoardIdentity;
import dev.roadrig.scenarios.record.v1.ConsoleBytes;
import dev.roadrig.scenarios.record.v1.ConsoleBytes.Direction;
import dev.roadrig.scenarios.record.v1.FaultSeen;
import dev.roadrig.scenarios.record.v1.LinkTold;
import dev.roadrig.scenarios.record.v1.MeterAbout;
import dev.roadrig.scenarios.record.v1.MeterAccount;
import dev.roadrig.scenarios.record.v1.Phase;
import dev.roadrig.scenarios.record.v1.Result;
import dev.roadrig.scenarios.time.Ticker;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A run's record behind the net for the board's secrets. Masked is what a board or a wire can have said: the console's bytes
 * in both directions, and free text. Names that join messages with each other, and the user's own files, are left as they
 * are: a rack keeps secrets as references, so that none is among them.
 */
final class MaskedRecord implements Sink, AutoCloseable {
    /** Everything else in a record is a number, a word of ours, or from the scenario. */
    static final Map<Class<? extends Message>, Set<String>> FREE_TEXT = Map.of(
            Phase.class, Set.of("detail"),
            BoardIdentity.class, Set.of("facts"),
            Result.class, Set.of("error"),
            BoardEvent.class, Set.of("text"),
            MeterAbout.class, Set.of("instrument", "calibration", "cannot_see"),
            MeterAccount.class, Set.of("notes"),
            LinkTold.class, Set.of("commands"),
            FaultSeen.class, Set.of("message", "evidence"));

    private final Sink record;
    private final SecretMask mask;
    private final Map<Direction, MaskedConsole> consoles = new EnumMap<>(Direction.class);

    MaskedRecord(Sink record, SecretMask mask, Ticker ticker) {
        this.record = record;
        this.mask = mask;
        if (!mask.isEmpty()) {
            SecretBytes secrets = mask.bytes();
            for (Direction direction : Direction.values()) {
                consoles.put(direction, new MaskedConsole(record, secrets, ticker));
            }
        }
    }

    @Override
    public void write(long nanos, Message message) {
        if (mask.isEmpty()) {
            record.write(nanos, message);
        } else if (message instanceof ConsoleBytes bytes) {
            Objects.requireNonNull(consoles.get(bytes.getDirection())).write(nanos, bytes);
        } else {
            Set<String> texts = FREE_TEXT.get(message.getClass());
            record.write(nanos, texts == null ? message : masked(message, texts));
        }
    }

    private Message masked(Message message, Set<String> texts) {
        Message.Builder builder = message.toBuilder();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (texts.contains(field.getName())) {
                mask(builder, field);
            }
        }
        return builder.build();
    }

    private void mask(Message.Builder builder, FieldDescriptor field) {
        if (!field.isRepeated()) {
            builder.setField(field, masked(field, builder.getField(field)));
            return;
        }
        for (int i = 0; i < builder.getRepeatedFieldCount(field); i++) {
            builder.setRepeatedField(field, i, masked(field, builder.getRepeatedField(field, i)));
        }
    }

    private Object masked(FieldDescriptor field, Object value) {
        if (field.getJavaType() == JavaType.STRING) {
            return mask.text((String) value);
        }
        // Text in it, such as a piece of evidence, or the value of a fact.
        Message.Builder inner = ((Message) value).toBuilder();
        for (FieldDescriptor part : field.getMessageType().getFields()) {
            if (part.getJavaType() == JavaType.STRING
                    && !(field.isMapField() && part.getName().equals("key"))) {
                inner.setField(part, mask.text((String) inner.getField(part)));
            }
        }
        return inner.build();
    }

    /** Writes what was held back. */
    @Override
    public void close() {
        consoles.values().forEach(MaskedConsole::close);
    }
}
