package dev.roadrig.scenarios.record;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.record.v1.BoardIdentity;
import dev.roadrig.scenarios.record.v1.ClockExchange;
import dev.roadrig.scenarios.record.v1.ConsoleBytes;
import dev.roadrig.scenarios.record.v1.DriveStart;
import dev.roadrig.scenarios.record.v1.FaultSeen;
import dev.roadrig.scenarios.record.v1.Frame;
import dev.roadrig.scenarios.record.v1.FrameSent;
import dev.roadrig.scenarios.record.v1.LinkAchieved;
import dev.roadrig.scenarios.record.v1.LinkAsked;
import dev.roadrig.scenarios.record.v1.LinkCarried;
import dev.roadrig.scenarios.record.v1.LinkFlow;
import dev.roadrig.scenarios.record.v1.LinkLoss;
import dev.roadrig.scenarios.record.v1.LinkPackets;
import dev.roadrig.scenarios.record.v1.LinkStall;
import dev.roadrig.scenarios.record.v1.LinkTold;
import dev.roadrig.scenarios.record.v1.MeterAbout;
import dev.roadrig.scenarios.record.v1.MeterAccount;
import dev.roadrig.scenarios.record.v1.OrderedFault;
import dev.roadrig.scenarios.record.v1.Phase;
import dev.roadrig.scenarios.record.v1.Result;
import dev.roadrig.scenarios.record.v1.RunEnd;
import dev.roadrig.scenarios.record.v1.RunStart;
import dev.roadrig.scenarios.record.v1.Telemetry;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The topics of a run record: one a message type of {@code record.proto}. */
public enum RunTopic {
    RUN_START("/run/start", RunStart.getDefaultInstance()),
    PHASE("/run/phase", Phase.getDefaultInstance()),
    DRIVE_START("/run/drive-start", DriveStart.getDefaultInstance()),
    FRAME("/drive/frame", Frame.getDefaultInstance()),
    FRAME_SENT("/feed/sent", FrameSent.getDefaultInstance()),
    RESULT("/board/result", Result.getDefaultInstance()),
    BOARD_EVENT("/board/event", BoardEvent.getDefaultInstance()),
    BOARD_IDENTITY("/board/identity", BoardIdentity.getDefaultInstance()),
    CLOCK("/board/clock", ClockExchange.getDefaultInstance()),
    TELEMETRY("/board/telemetry", Telemetry.getDefaultInstance()),
    METER_ABOUT("/meter/about", MeterAbout.getDefaultInstance()),
    METER_ACCOUNT("/meter/account", MeterAccount.getDefaultInstance()),
    CONSOLE("/board/console", ConsoleBytes.getDefaultInstance()),
    LINK_ASKED("/link/asked", LinkAsked.getDefaultInstance()),
    LINK_TOLD("/link/told", LinkTold.getDefaultInstance()),
    LINK_ACHIEVED("/link/achieved", LinkAchieved.getDefaultInstance()),
    LINK_CARRIED("/link/carried", LinkCarried.getDefaultInstance()),
    LINK_STALL("/link/stall", LinkStall.getDefaultInstance()),
    LINK_PACKETS("/link/packets", LinkPackets.getDefaultInstance()),
    LINK_LOSS("/link/loss", LinkLoss.getDefaultInstance()),
    LINK_FLOW("/link/flow", LinkFlow.getDefaultInstance()),
    FAULT_ORDERED("/fault/ordered", OrderedFault.getDefaultInstance()),
    FAULT_SEEN("/fault/seen", FaultSeen.getDefaultInstance()),
    RUN_END("/run/end", RunEnd.getDefaultInstance());

    private static final Map<Class<?>, RunTopic> BY_TYPE =
            Arrays.stream(values()).collect(Collectors.toMap(RunTopic::type, Function.identity()));
    private static final Map<String, RunTopic> BY_TOPIC =
            Arrays.stream(values()).collect(Collectors.toMap(RunTopic::topic, Function.identity()));

    private final String topic;
    private final Message prototype;

    RunTopic(String topic, Message prototype) {
        this.topic = topic;
        this.prototype = prototype;
    }

    public String topic() {
        return topic;
    }

    public Class<? extends Message> type() {
        return prototype.getClass();
    }

    /** The topic of a message type. Throws {@link IllegalArgumentException} for a type that records do not hold. */
    public static RunTopic of(Class<? extends Message> type) {
        RunTopic found = BY_TYPE.get(type);
        if (found == null) {
            throw new IllegalArgumentException("no topic of a run record is of type " + type.getSimpleName());
        }
        return found;
    }

    public static Optional<RunTopic> named(String topic) {
        return Optional.ofNullable(BY_TOPIC.get(topic));
    }

    Descriptor descriptor() {
        return prototype.getDescriptorForType();
    }

    Message parse(ByteBuffer bytes) throws InvalidProtocolBufferException {
        return prototype.getParserForType().parseFrom(bytes);
    }

    /** The message type and every type that it needs, as MCAP wants a protobuf schema. */
    FileDescriptorSet schema() {
        FileDescriptor file = descriptor().getFile();
        Set<String> needed = new TreeSet<>();
        collect(descriptor(), needed);
        FileDescriptorProto whole = file.toProto();
        FileDescriptorProto.Builder part = whole.toBuilder().clearMessageType();
        whole.getMessageTypeList().stream()
                .filter(type -> needed.contains(type.getName()))
                .forEach(part::addMessageType);
        return FileDescriptorSet.newBuilder().addFile(part).build();
    }

    private static void collect(Descriptor type, Set<String> needed) {
        Descriptor outer = type;
        while (outer.getContainingType() != null) {
            outer = outer.getContainingType();
        }
        boolean news = needed.add(outer.getName());
        if (!news && outer.equals(type)) {
            return;
        }
        for (FieldDescriptor field : type.getFields()) {
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                collect(field.getMessageType(), needed);
            }
        }
    }
}
