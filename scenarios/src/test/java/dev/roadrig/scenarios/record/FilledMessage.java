package dev.roadrig.scenarios.record;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.SplittableRandom;

/** Messages of any type with values in nearly all fields, also those of the edges of their ranges. */
final class FilledMessage {
    private static final List<String> WORDS = List.of("", "a", "Prüfstand", "\u0000<script>", "日本\uD83D\uDE97", "7");
    private static final List<Long> NUMBERS =
            List.of(0L, 1L, -1L, 127L, 128L, 1L << 53, Long.MAX_VALUE, Long.MIN_VALUE);

    private final SplittableRandom random;

    FilledMessage(long seed) {
        random = new SplittableRandom(seed);
    }

    Message of(Message prototype) {
        Message.Builder message = prototype.newBuilderForType();
        for (FieldDescriptor field : prototype.getDescriptorForType().getFields()) {
            if (random.nextInt(8) == 0) {
                continue;
            }
            if (field.isRepeated()) {
                for (int i = random.nextInt(4); i > 0; i--) {
                    message.addRepeatedField(field, value(field, message));
                }
            } else {
                message.setField(field, value(field, message));
            }
        }
        return message.build();
    }

    private Object value(FieldDescriptor field, Message.Builder of) {
        long number = NUMBERS.get(random.nextInt(NUMBERS.size()));
        return switch (field.getJavaType()) {
            case INT -> (int) number;
            case LONG -> number;
            case FLOAT -> (float) number / 3;
            case DOUBLE -> (double) number / 3;
            case BOOLEAN -> random.nextBoolean();
            case STRING -> WORDS.get(random.nextInt(WORDS.size()));
            case BYTE_STRING -> ByteString.copyFrom(new byte[random.nextInt(200)]);
            case ENUM ->
                field.getEnumType()
                        .getValues()
                        .get(random.nextInt(field.getEnumType().getValues().size()));
            case MESSAGE -> of(of.newBuilderForField(field).getDefaultInstanceForType());
        };
    }
}
