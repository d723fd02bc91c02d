package dev.roadrig.reports.observe;

import dev.roadrig.reports.RecordBuilder;
import dev.roadrig.scenarios.record.v1.ConsoleWire;
import dev.roadrig.scenarios.record.v1.ModelIdentity;
import java.util.ArrayList;
import java.util.List;

/** Records of a board that prints what it infers; classes are named c0 to c9, and c7 is right. */
final class ObservedConsole {
    static final String OBSERVERS = """
            observe:
              console:
                - pattern: 'infer frame=(?<frame>\\d+) class=(?<label>[\\w,-]+) t=(?<t>[\\d.]+)ms'
                  result: {frame: frame, label: class, t: {as: inference, unit: ms}}
                - pattern: 'CPU temp (?<cpu>[\\d.]+)C'
                  measure: {cpu: {as: temperature, unit: C}}
            """;

    private ObservedConsole() {}

    static RecordBuilder record(String observers, int baud, String behind) {
        return record("frame-id", observers, baud, behind);
    }

    static RecordBuilder record(String join, String observers, int baud, String behind) {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            labels.add("c" + i);
        }
        return new RecordBuilder(join).start(s -> s.setObserversYaml(observers)
                .setModel(ModelIdentity.newBuilder().addAllLabels(labels))
                .setConsoleWire(ConsoleWire.newBuilder().setBaud(baud).setBehind(behind)));
    }

    /** A board on a UART of the rig's at 115200 baud. */
    static RecordBuilder record() {
        return record(OBSERVERS, 115_200, "");
    }

    static String line(int frame) {
        return "infer frame=" + frame + " class=c7 t=11.5ms\r\n";
    }

    /** A frame that was sent in time, and whose line has come so long after it was due. */
    static void answered(RecordBuilder record, int frame, double latencyMs) {
        record.sent(frame).console(RecordBuilder.due(frame) + Math.round(latencyMs * RecordBuilder.MS), line(frame));
    }
}
