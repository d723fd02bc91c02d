package dev.roadrig.scenarios.tiny;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.json.JsonText;
import dev.roadrig.scenarios.json.JsonValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A meter's trace of an energy session, {@value #ENERGY} and {@value #EDGES}: a byte F1, the sample rate in Hz and an energy
 * a sample, float32 in little endian; and a JSON list of the pin's edges in seconds since the trace began.
 */
public final class TinyTrace {
    public static final String ENERGY = "trace1-energy.bin";
    public static final String EDGES = "trace1-timestamps.json";

    private static final int MARK = 0xF1;
    private static final int HEAD_BYTES = 5;
    private static final float MOST_HERTZ = 1e7f;
    private static final long MOST_BYTES = 1L << 30;
    private static final long MOST_JSON_BYTES = 16L << 20;

    private final float hertz;
    private final FloatBuffer microjoules;
    private final List<Double> edges;

    private TinyTrace(float hertz, FloatBuffer microjoules, List<Double> edges) {
        this.hertz = hertz;
        this.microjoules = microjoules;
        this.edges = List.copyOf(edges);
    }

    /** Whether a session has one. */
    public static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(ENERGY)) || Files.exists(folder.resolve(EDGES));
    }

    /**
     * Reads both files of a session's folder.
     *
     * @throws BadInput when one is not there, cut, or no such file
     */
    public static TinyTrace read(Path folder) {
        Path energy = folder.resolve(ENERGY);
        ByteBuffer bytes = bytes(energy);
        float hertz = bytes.limit() >= HEAD_BYTES && (bytes.get(0) & 0xff) == MARK ? bytes.getFloat(1) : Float.NaN;
        if (!(hertz >= 1 && hertz <= MOST_HERTZ)) {
            throw new BadInput(energy + " is no energy trace: it should begin with F1 and a sample rate from 1 to "
                    + MOST_HERTZ + " Hz.");
        }
        if ((bytes.limit() - HEAD_BYTES) % Float.BYTES != 0) {
            throw new BadInput(energy + " ends inside a sample: it is cut.");
        }
        FloatBuffer samples = bytes.slice(HEAD_BYTES, bytes.limit() - HEAD_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        return new TinyTrace(hertz, samples, edges(folder.resolve(EDGES)));
    }

    private static ByteBuffer bytes(Path file) {
        try {
            long size = Files.size(file);
            if (size > MOST_BYTES) {
                throw new BadInput(file + " has " + size + " bytes; a trace has at most " + MOST_BYTES + ".");
            }
            return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw FileTrouble.unread(file, e);
        }
    }

    private static List<Double> edges(Path file) {
        try {
            if (Files.size(file) > MOST_JSON_BYTES) {
                throw new BadInput(file + " is larger than any list of edges: " + Files.size(file) + " bytes.");
            }
            List<Double> edges = new ArrayList<>();
            if (!(JsonText.read(Files.readString(file)) instanceof JsonValue.Items items)) {
                throw new BadInput("it is no list");
            }
            for (JsonValue item : items.values()) {
                double seconds = item instanceof JsonValue.Whole whole
                        ? whole.number()
                        : item instanceof JsonValue.Real real ? real.number() : Double.NaN;
                if (!(seconds >= 0) || (!edges.isEmpty() && seconds < edges.get(edges.size() - 1))) {
                    throw new BadInput("edge " + edges.size() + " is " + item.kind()
                            + "; edges are seconds, 0 or more, that never go back");
                }
                edges.add(seconds);
            }
            return edges;
        } catch (IOException e) {
            throw FileTrouble.unread(file, e);
        } catch (BadInput e) {
            throw new BadInput(file + " is no list of a pin's edges: " + e.getMessage(), e);
        }
    }

    /** Samples a second. */
    public float hertz() {
        return hertz;
    }

    /** How many there are. */
    public int samples() {
        return microjoules.limit();
    }

    /** A sample's energy in uJ; sample i covers {@code i / hertz} to {@code (i + 1) / hertz} seconds. */
    public float microjoules(int sample) {
        return microjoules.get(sample);
    }

    /** The pin's edges, in seconds since the trace began, rising. */
    public List<Double> edges() {
        return edges;
    }
}
