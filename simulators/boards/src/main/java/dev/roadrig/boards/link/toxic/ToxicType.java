package dev.roadrig.boards.link.toxic;

import dev.roadrig.scenarios.fault.BadInput;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of toxics, with the names that Toxiproxy's clients use. */
public enum ToxicType {
    LATENCY("latency", "latency", "jitter") {
        @Override
        Toxic make(long[] v) {
            return new Toxic.Latency(v[0], v[1]);
        }
    },
    BANDWIDTH("bandwidth", "rate") {
        @Override
        Toxic make(long[] v) {
            return new Toxic.Bandwidth(v[0]);
        }
    },
    SLOW_CLOSE("slow_close", "delay") {
        @Override
        Toxic make(long[] v) {
            return new Toxic.SlowClose(v[0]);
        }
    },
    TIMEOUT("timeout", "timeout") {
        @Override
        Toxic make(long[] v) {
            return new Toxic.Timeout(v[0]);
        }
    },
    RESET_PEER("reset_peer", "timeout") {
        @Override
        Toxic make(long[] v) {
            return new Toxic.ResetPeer(v[0]);
        }
    },
    SLICER("slicer", "average_size", "size_variation", "delay") {
        @Override
        Toxic make(long[] v) {
            if (v[0] < 1) {
                throw new BadInput("average_size is 1 byte or more, not " + v[0]);
            }
            if (v[1] >= v[0]) {
                throw new BadInput(
                        "size_variation is less than average_size, and " + v[1] + " is not less than " + v[0]);
            }
            return new Toxic.Slicer(v[0], v[1], v[2]);
        }
    },
    LIMIT_DATA("limit_data", "bytes") {
        @Override
        Toxic make(long[] v) {
            return new Toxic.Limit(v[0]);
        }
    };

    /** In milliseconds 31 years, in bytes a terabyte: what is more is a mistake. */
    private static final long MOST = 1_000_000_000_000L;

    private final String word;

    @SuppressWarnings("ImmutableEnumChecker") // it comes from List.of
    private final List<String> attributes;

    ToxicType(String word, String... attributes) {
        this.word = word;
        this.attributes = List.of(attributes);
    }

    abstract Toxic make(long[] v);

    /** As it stands in {@code type}. */
    public String word() {
        return word;
    }

    /** Names of its numbers. */
    public List<String> attributes() {
        return attributes;
    }

    public static Optional<ToxicType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }

    /**
     * Makes a toxic of this kind.
     *
     * @param values in the order of {@link #attributes()}: milliseconds, KB/s or bytes; a slicer's delay is microseconds
     * @throws BadInput where one is out of its range
     */
    public Toxic toxic(List<Long> values) {
        for (int i = 0; i < attributes.size(); i++) {
            long value = values.get(i);
            if (value < 0 || value > MOST) {
                throw new BadInput(attributes.get(i) + " is between 0 and " + MOST + ", not " + value);
            }
        }
        return make(values.stream().mapToLong(Long::longValue).toArray());
    }
}
