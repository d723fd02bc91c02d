package dev.roadrig.reports.text;

import dev.roadrig.reports.join.FrameRow;
import dev.roadrig.reports.join.FrameRow.Answer;
import dev.roadrig.reports.join.FrameRow.ObjectRow;
import dev.roadrig.reports.join.FrameRow.Stage;
import dev.roadrig.reports.join.RunTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A run as a table, one line a frame: RFC 4180 with a header line and CRLF, UTF-8, exact decimals.
 *
 * <p>Columns: {@code frame}; {@code drive_s} since the drive's start; {@code distance_m}; {@code due_s}, {@code sent_s}
 * and {@code received_s} since the run's start; {@code latency_ms} from due to received and {@code latency_error_ms},
 * half the width of its error interval; {@code state}; {@code where} it was answered; {@code cloud}, what was tried
 * there; {@code link} state asked; {@code outage} and {@code in_fault}; one {@code STAGE_ms} a stage; {@code objects}
 * labelled and how many of them {@code right}; {@code tracks}, {@code truth} and {@code answered}, each with one number
 * an object, spaces between them and a dash for none; {@code unusable} and {@code error}; then one column for each
 * attribute, by name. An empty cell is a value that nobody measured. A text cell that a spreadsheet would take
 * for a formula begins with an apostrophe.
 */
public final class FrameCsv {
    private record Column(String name, Function<FrameRow, String> cell) {}

    private FrameCsv() {}

    public static String of(RunTable run) {
        List<Column> columns = columns(run);
        var out = new StringBuilder();
        out.append(columns.stream().map(c -> quoted(c.name())).collect(Collectors.joining(",")));
        out.append("\r\n");
        for (FrameRow frame : run.frames()) {
            out.append(columns.stream().map(c -> quoted(c.cell().apply(frame))).collect(Collectors.joining(",")));
            out.append("\r\n");
        }
        return out.toString();
    }

    private static List<Column> columns(RunTable run) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("frame", f -> Integer.toString(f.frame())));
        columns.add(new Column("drive_s", f -> decimal(f.driveOffsetNanos(), 9)));
        columns.add(new Column("distance_m", f -> Double.isNaN(f.distanceMetres()) ? "" : "" + f.distanceMetres()));
        columns.add(new Column("due_s", f -> decimal(f.dueNanos(), 9)));
        columns.add(
                new Column("sent_s", f -> f.sentNanos().map(n -> decimal(n, 9)).orElse("")));
        columns.add(new Column("received_s", answer(a -> decimal(a.receivedNanos(), 9))));
        columns.add(new Column(
                "latency_ms", f -> f.latencyNanos().map(n -> decimal(n, 6)).orElse("")));
        columns.add(new Column("latency_error_ms", answer(a -> decimal(a.errorNanos(), 6))));
        columns.add(new Column("state", f -> word(f.state())));
        columns.add(new Column("where", answer(a -> word(a.where()))));
        columns.add(new Column("cloud", answer(a -> word(a.cloud()))));
        columns.add(new Column("link", f -> text(f.linkState())));
        columns.add(new Column("outage", f -> Boolean.toString(f.outage())));
        columns.add(new Column("in_fault", f -> Boolean.toString(f.inFault())));
        for (Stage stage : Stage.values()) {
            columns.add(new Column(stage.name().toLowerCase(Locale.ROOT) + "_ms", answer(a -> Optional.ofNullable(
                            a.stages().get(stage))
                    .map(n -> decimal(n, 6))
                    .orElse(""))));
        }
        columns.add(new Column("objects", f -> Integer.toString(f.objects().size())));
        columns.add(new Column(
                "right",
                f -> Long.toString(f.objects().stream().filter(ObjectRow::right).count())));
        columns.add(new Column("tracks", objects(o -> Integer.toString(o.track()))));
        columns.add(new Column("truth", objects(o -> Integer.toString(o.truth()))));
        columns.add(new Column(
                "answered", objects(o -> o.answered().map(String::valueOf).orElse("-"))));
        columns.add(new Column("unusable", answer(a -> text(a.unusable()))));
        columns.add(new Column("error", answer(a -> text(a.error()))));
        var names = new TreeSet<String>();
        run.frames().forEach(f -> names.addAll(f.attributes().keySet()));
        names.forEach(name ->
                columns.add(new Column(text(name), f -> text(f.attributes().getOrDefault(name, "")))));
        return columns;
    }

    private static Function<FrameRow, String> answer(Function<Answer, String> cell) {
        return frame -> frame.answer().map(cell).orElse("");
    }

    private static Function<FrameRow, String> objects(Function<ObjectRow, String> number) {
        return frame -> frame.objects().stream().map(number).collect(Collectors.joining(" "));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String decimal(long nanos, int places) {
        return BigDecimal.valueOf(nanos, places).toPlainString();
    }

    private static String text(String cell) {
        String line = PlainText.line(cell);
        return !line.isEmpty() && "=+-@".indexOf(line.charAt(0)) >= 0 ? "'" + line : line;
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
