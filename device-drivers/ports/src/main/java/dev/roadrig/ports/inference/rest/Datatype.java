package dev.roadrig.ports.inference.rest;

import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.json.JsonValue;
import java.nio.ByteBuffer;

/** The protocol's types of fixed size; names are its own. Elements are little-endian. */
enum Datatype {
    BOOL(1, 0, 1),
    UINT8(1, 0, 255),
    UINT16(2, 0, 65_535),
    UINT32(4, 0, 4_294_967_295L),
    /** In JSON up to 2^63 - 1: what is above comes as a fraction would, and is not exact. */
    UINT64(8, 0, Long.MAX_VALUE),
    INT8(1, Byte.MIN_VALUE, Byte.MAX_VALUE),
    INT16(2, Short.MIN_VALUE, Short.MAX_VALUE),
    INT32(4, Integer.MIN_VALUE, Integer.MAX_VALUE),
    INT64(8, Long.MIN_VALUE, Long.MAX_VALUE),
    /** As bytes only, as the protocol's text advises. */
    FP16(2, 0, 0),
    BF16(2, 0, 0),
    FP32(4, 0, 0),
    FP64(8, 0, 0);

    private final int bytes;
    private final long least;
    private final long most;

    Datatype(int bytes, long least, long most) {
        this.bytes = bytes;
        this.least = least;
        this.most = most;
    }

    static Datatype of(String name) throws MalformedRest {
        for (Datatype type : values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        throw new MalformedRest("datatype " + Wording.quote(name) + " is not known, or has no fixed size");
    }

    int bytes() {
        return bytes;
    }

    /** Puts an element of JSON. */
    void put(ByteBuffer out, JsonValue value) throws MalformedRest {
        switch (this) {
            case FP16, BF16 -> throw new MalformedRest(this + " comes in JSON; it has to come as bytes");
            case FP32 -> out.putFloat(single(real(value)));
            case FP64 -> out.putDouble(real(value));
            default -> putWhole(out, whole(value));
        }
    }

    private void putWhole(ByteBuffer out, long value) {
        switch (bytes) {
            case 1 -> out.put((byte) value);
            case 2 -> out.putShort((short) value);
            case 4 -> out.putInt((int) value);
            default -> out.putLong(value);
        }
    }

    private long whole(JsonValue value) throws MalformedRest {
        if (this == BOOL && value instanceof JsonValue.Flag flag) {
            return flag.on() ? 1 : 0;
        }
        if (value instanceof JsonValue.Whole whole && whole.number() >= least && whole.number() <= most) {
            return whole.number();
        }
        throw new MalformedRest(value.kind() + " is no " + this);
    }

    private double real(JsonValue value) throws MalformedRest {
        if (value instanceof JsonValue.Whole whole) {
            return whole.number();
        }
        if (value instanceof JsonValue.Real number && Double.isFinite(number.number())) {
            return number.number();
        }
        throw new MalformedRest(value.kind() + " is no " + this);
    }

    private float single(double value) throws MalformedRest {
        if (Float.isInfinite((float) value)) {
            throw new MalformedRest("the number " + value + " is no " + this);
        }
        return (float) value;
    }

    /** The next element for JSON; what JSON has no number for, as NaN, is refused. */
    JsonValue get(ByteBuffer in) throws MalformedRest {
        return switch (this) {
            case FP16, BF16 -> throw new MalformedRest(this + " has no form in JSON; ask for it as bytes");
            case FP32 -> finite(in.getFloat());
            case FP64 -> finite(in.getDouble());
            case BOOL -> new JsonValue.Flag(in.get() != 0);
            case UINT8 -> new JsonValue.Whole(Byte.toUnsignedLong(in.get()));
            case UINT16 -> new JsonValue.Whole(Short.toUnsignedLong(in.getShort()));
            case UINT32 -> new JsonValue.Whole(Integer.toUnsignedLong(in.getInt()));
            case INT8 -> new JsonValue.Whole(in.get());
            case INT16 -> new JsonValue.Whole(in.getShort());
            case INT32 -> new JsonValue.Whole(in.getInt());
            case INT64 -> new JsonValue.Whole(in.getLong());
            case UINT64 -> unsigned(in.getLong());
        };
    }

    private static JsonValue finite(double value) throws MalformedRest {
        if (!Double.isFinite(value)) {
            throw new MalformedRest(value + " has no form in JSON; ask for it as bytes");
        }
        return new JsonValue.Real(value);
    }

    private static JsonValue unsigned(long value) throws MalformedRest {
        if (value < 0) {
            throw new MalformedRest(Long.toUnsignedString(value) + " is not exact in JSON; ask for it as bytes");
        }
        return new JsonValue.Whole(value);
    }
}
