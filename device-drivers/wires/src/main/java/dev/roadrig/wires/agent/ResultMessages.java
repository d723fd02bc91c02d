package dev.roadrig.wires.agent;

import com.google.protobuf.ByteString;
import dev.roadrig.ports.inference.InferParameter;
import dev.roadrig.ports.inference.InferTensorContents;
import dev.roadrig.ports.inference.ModelInferResponse;
import dev.roadrig.ports.inference.ModelInferResponse.InferOutputTensor;
import dev.roadrig.scenarios.record.v1.BoardStamps;
import dev.roadrig.scenarios.record.v1.CloudTry;
import dev.roadrig.scenarios.record.v1.Decoded;
import dev.roadrig.scenarios.record.v1.Result;
import dev.roadrig.scenarios.record.v1.StageSource;
import dev.roadrig.scenarios.record.v1.Tensor;
import dev.roadrig.scenarios.record.v1.Where;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Map;

/** An agent's answer in the words of the run record; nothing in it is believed before its size was checked. */
final class ResultMessages {
    private ResultMessages() {}

    static void fill(Result.Builder result, ModelInferResponse response) throws MalformedAnswer {
        Map<String, InferParameter> parameters = response.getParametersMap();
        if (parameters.containsKey("frame")) {
            result.setFrame((int) number(parameters, "frame"));
        }
        result.setStamps(stamps(parameters))
                .setWhere(word(Where.class, text(parameters, "where"), Where.WHERE_UNSPECIFIED))
                .setModelSha256(text(parameters, "model_sha256"))
                .setCloud(CloudTry.newBuilder()
                        .setOutcome(word(CloudTry.Outcome.class, text(parameters, "cloud"), CloudTry.Outcome.NOT_TRIED))
                        .setSentNs(number(parameters, "cloud_sent_ns"))
                        .setAnsweredNs(number(parameters, "cloud_answered_ns")));
        addOutputs(result, response);
        addDecoded(result);
    }

    private static BoardStamps stamps(Map<String, InferParameter> parameters) {
        return BoardStamps.newBuilder()
                .setReceivedNs(number(parameters, "received_ns"))
                .setPreprocessStartNs(number(parameters, "preprocess_start_ns"))
                .setPreprocessEndNs(number(parameters, "preprocess_end_ns"))
                .setInferenceStartNs(number(parameters, "inference_start_ns"))
                .setInferenceEndNs(number(parameters, "inference_end_ns"))
                .setPostprocessEndNs(number(parameters, "postprocess_end_ns"))
                .setSentNs(number(parameters, "sent_ns"))
                .setSource(word(StageSource.class, text(parameters, "source"), StageSource.STAGE_SOURCE_UNSPECIFIED))
                .setEmulationOverrunNs(number(parameters, "overrun_ns"))
                .setEmulationLateNs(number(parameters, "late_ns"))
                .setBootId(text(parameters, "boot_id"))
                .build();
    }

    private static long number(Map<String, InferParameter> parameters, String name) {
        InferParameter parameter = parameters.get(name);
        return parameter == null ? 0 : parameter.getInt64Param();
    }

    private static String text(Map<String, InferParameter> parameters, String name) {
        InferParameter parameter = parameters.get(name);
        return parameter == null ? "" : parameter.getStringParam();
    }

    /** Words on the wire may be written {@code deadline-missed} or {@code DEADLINE_MISSED}. */
    private static <E extends Enum<E>> E word(Class<E> family, String text, E absent) throws IllegalArgumentException {
        String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
        for (E constant : family.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        return absent;
    }

    private static void addOutputs(Result.Builder result, ModelInferResponse response) throws MalformedAnswer {
        int raw = response.getRawOutputContentsCount();
        int count = response.getOutputsCount();
        if (raw != 0 && raw != count) {
            throw new MalformedAnswer("%d outputs with %d raw contents".formatted(count, raw));
        }
        for (int i = 0; i < count; i++) {
            InferOutputTensor output = response.getOutputs(i);
            ByteString data = raw == 0 ? littleEndian(output.getContents()) : response.getRawOutputContents(i);
            checkSize(output, data.size());
            result.addOutputs(Tensor.newBuilder()
                    .setName(output.getName())
                    .setDatatype(output.getDatatype())
                    .addAllShape(output.getShapeList())
                    .setData(data));
        }
    }

    private static void checkSize(InferOutputTensor output, int bytes) throws MalformedAnswer {
        long expected = elementBytes(output.getDatatype());
        try {
            for (long dimension : output.getShapeList()) {
                if (dimension < 0) {
                    throw new MalformedAnswer(
                            "output %s has shape %s".formatted(output.getName(), output.getShapeList()));
                }
                expected = Math.multiplyExact(expected, dimension);
            }
        } catch (ArithmeticException e) {
            throw new MalformedAnswer("output %s has shape %s".formatted(output.getName(), output.getShapeList()));
        }
        if (expected != bytes) {
            throw new MalformedAnswer("output %s %s %s holds %d bytes, not %d"
                    .formatted(output.getName(), output.getDatatype(), output.getShapeList(), bytes, expected));
        }
    }

    private static int elementBytes(String datatype) throws MalformedAnswer {
        return switch (datatype) {
            case "BOOL", "INT8", "UINT8" -> 1;
            case "INT16", "UINT16", "FP16", "BF16" -> 2;
            case "INT32", "UINT32", "FP32" -> 4;
            case "INT64", "UINT64", "FP64" -> 8;
            default -> throw new MalformedAnswer("datatype '" + datatype + "'");
        };
    }

    private static ByteString littleEndian(InferTensorContents contents) throws MalformedAnswer {
        int values = contents.getFp32ContentsCount() + contents.getIntContentsCount();
        var bytes = ByteBuffer.allocate(values * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        contents.getFp32ContentsList().forEach(bytes::putFloat);
        contents.getIntContentsList().forEach(bytes::putInt);
        if (contents.getSerializedSize() > 0 && values == 0) {
            throw new MalformedAnswer("contents that are neither fp32 nor int32; send raw contents");
        }
        return ByteString.copyFrom(bytes.flip());
    }

    /** The agent's class of each box, with that class's score where the scores have a row and a column for it. */
    private static void addDecoded(Result.Builder result) throws MalformedAnswer {
        Tensor classes = named(result, "class", "INT32");
        Tensor scores = named(result, "scores", "FP32");
        ByteBuffer ids = classes.getData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer rows = scores.getData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        int boxes = ids.remaining() / Integer.BYTES;
        int columns = boxes == 0 ? 0 : rows.remaining() / Float.BYTES / boxes;
        for (int box = 0; box < boxes; box++) {
            int id = ids.getInt();
            boolean scored = id >= 0 && id < columns;
            float score = scored ? rows.getFloat((box * columns + id) * Float.BYTES) : Float.NaN;
            result.addDecoded(Decoded.newBuilder().setClassId(id).setScore(score));
        }
    }

    private static Tensor named(Result.Builder result, String name, String datatype) throws MalformedAnswer {
        for (Tensor tensor : result.getOutputsList()) {
            if (tensor.getName().equals(name) && tensor.getDatatype().equals(datatype)) {
                return tensor;
            }
        }
        throw new MalformedAnswer("no output '%s' of %s".formatted(name, datatype));
    }
}
