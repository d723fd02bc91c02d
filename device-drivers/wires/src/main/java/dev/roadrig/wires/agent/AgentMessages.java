package dev.roadrig.wires.agent;

import dev.roadrig.ports.agent.AgentEvent;
import dev.roadrig.ports.agent.TelemetrySample;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.record.v1.Reading;
import dev.roadrig.scenarios.record.v1.Telemetry;

/** The agent's telemetry and events in the words of the run record. */
final class AgentMessages {
    private AgentMessages() {}

    static Telemetry telemetry(TelemetrySample sample) {
        var telemetry = Telemetry.newBuilder()
                .setBoardNs(sample.getBoardNs())
                .setSequence(sample.getSequence())
                .setBootId(sample.getBootId());
        for (TelemetrySample.Reading reading : sample.getReadingsList()) {
            telemetry.addReadings(Reading.newBuilder()
                    .setName(reading.getName())
                    .setQuantity(quantity(reading.getQuantity()))
                    .setValue(reading.getValue())
                    .setSource(reading.getSource())
                    .setUpdateNs(reading.getUpdateNs()));
        }
        return telemetry.build();
    }

    private static Reading.Quantity quantity(TelemetrySample.Quantity quantity) {
        return switch (quantity) {
            case POWER -> Reading.Quantity.POWER;
            case VOLTAGE -> Reading.Quantity.VOLTAGE;
            case CURRENT -> Reading.Quantity.CURRENT;
            case TEMPERATURE -> Reading.Quantity.TEMPERATURE;
            case MEMORY -> Reading.Quantity.MEMORY;
            case QUANTITY_UNSPECIFIED, UNRECOGNIZED -> Reading.Quantity.QUANTITY_UNSPECIFIED;
        };
    }

    static BoardEvent event(AgentEvent event) {
        return BoardEvent.newBuilder()
                .setKind(kind(event.getKind()))
                .setText(event.getText())
                .setBoardNs(event.getBoardNs())
                .setFrame(event.getFrame())
                .build();
    }

    private static BoardEvent.Kind kind(AgentEvent.Kind kind) {
        return switch (kind) {
            case LINK_DOWN -> BoardEvent.Kind.LINK_DOWN;
            case LINK_UP -> BoardEvent.Kind.LINK_UP;
            case LATE_ANSWER -> BoardEvent.Kind.LATE_ANSWER;
            case KIND_UNSPECIFIED, UNRECOGNIZED -> BoardEvent.Kind.KIND_UNSPECIFIED;
        };
    }
}
