package dev.roadrig.boards.board;

import dev.roadrig.scenarios.fault.BadInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An emulated board as a process. It prints one line of JSON that names its wires, takes orders as lines on standard
 * input, and ends when that is closed or it is told to.
 */
public final class BoardMain {
    private BoardMain() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        PrintStream out = System.out;
        try (var board = new EmulatedBoard(BoardOptions.parse(List.of(arguments)), BoardMain::complain)) {
            var closing = new Thread(() -> closeQuietly(board), "rr-board-shutdown");
            Runtime.getRuntime().addShutdownHook(closing);
            out.println(json(board.wires()));
            out.flush();
            var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = orders.readLine(); line != null; line = orders.readLine()) {
                if (!line.isBlank()) {
                    out.println(board.order(line) ? "ok " + line : "refused " + line);
                    out.flush();
                }
            }
            return 0;
        } catch (BadInput e) {
            System.err.println(e.getMessage());
            return 2;
        } catch (IOException e) {
            System.err.println("The emulated board cannot run: " + e.getMessage());
            return 1;
        }
    }

    private static void complain(String text) {
        System.err.println(text);
    }

    private static void closeQuietly(EmulatedBoard board) {
        try {
            board.close();
        } catch (IOException e) {
            System.err.println("The emulated board's folder stays behind: " + e.getMessage());
        }
    }

    private static String json(Map<String, Object> values) {
        return values.entrySet().stream()
                .map(entry -> quoted(entry.getKey()) + ":"
                        + (entry.getValue() instanceof Number number
                                ? number.toString()
                                : quoted(String.valueOf(entry.getValue()))))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
