package dev.roadrig.agent.inference;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/** Names of TensorFlow Lite's built-in operators by their number in schema.fbs. */
final class TfliteOperators {
    static final int CUSTOM = 32;
    private static final String PREFIX = "kTfLiteBuiltin";

    private TfliteOperators() {}

    /** Such as CONV_2D, or a custom operator's own name. */
    static String name(int builtin, String custom) {
        return builtin == CUSTOM
                ? "custom operator '" + custom + "'"
                : ByNumber.NAMES.getOrDefault(builtin, "operator " + builtin);
    }

    /** Read when first asked for: only messages need it. */
    private static final class ByNumber {
        static final Map<Integer, String> NAMES = Stream.of(tensorflowlite.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == int.class)
                .filter(field -> field.getName().startsWith(PREFIX))
                .collect(Collectors.toMap(ByNumber::number, ByNumber::word, (first, second) -> first));

        private static int number(Field field) {
            try {
                return field.getInt(null);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("a public constant cannot be read: " + field, e);
            }
        }

        /** kTfLiteBuiltinDepthwiseConv2d is DEPTHWISE_CONV_2D. */
        private static String word(Field field) {
            return field.getName()
                    .substring(PREFIX.length())
                    .replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[a-z])(?=[0-9])", "_")
                    .toUpperCase(Locale.ROOT);
        }
    }
}
