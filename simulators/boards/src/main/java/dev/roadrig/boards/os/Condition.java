package dev.roadrig.boards.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What {@code test} finds: 0 for true, 1 for false, 2 for a condition that it cannot read. */
final class Condition {
    private Condition() {}

    static int run(List<String> words, Call call) throws IOException {
        return holds(words, call) ? 0 : 1;
    }

    private static boolean holds(List<String> words, Call call) throws IOException {
        int or = words.indexOf("-o");
        if (or > 0) {
            return holds(words.subList(0, or), call) || holds(words.subList(or + 1, words.size()), call);
        }
        int and = words.indexOf("-a");
        if (and > 0) {
            return holds(words.subList(0, and), call) && holds(words.subList(and + 1, words.size()), call);
        }
        if (!words.isEmpty() && words.get(0).equals("!")) {
            return !holds(words.subList(1, words.size()), call);
        }
        return switch (words.size()) {
            case 0 -> false;
            case 1 -> !words.get(0).isEmpty();
            case 2 -> unary(words.get(0), words.get(1), call);
            case 3 -> binary(words.get(0), words.get(1), words.get(2), call);
            default -> throw new Command.CommandFault(2, "too many arguments");
        };
    }

    private static boolean unary(String operator, String operand, Call call) throws IOException {
        if (operator.equals("-n") || operator.equals("-z")) {
            return operand.isEmpty() == operator.equals("-z");
        }
        Path host = call.host(operand);
        return switch (operator) {
            case "-e" -> Files.exists(host);
            case "-f" -> Files.isRegularFile(host);
            case "-d" -> Files.isDirectory(host);
            case "-s" -> Files.isRegularFile(host) && Files.size(host) > 0;
            case "-r", "-w" -> Files.exists(host);
            case "-x" -> Files.isExecutable(host);
            case "-L", "-h" -> false;
            default -> throw new Command.CommandFault(2, operator + ": unknown operand");
        };
    }

    private static boolean binary(String left, String operator, String right, Call call) throws IOException {
        if (operator.equals("=") || operator.equals("==") || operator.equals("!=")) {
            return left.equals(right) != operator.equals("!=");
        }
        if (!operator.matches("-(eq|ne|lt|le|gt|ge)")) {
            throw new Command.CommandFault(2, operator + ": unknown operand");
        }
        int order = Long.compare(call.number(left), call.number(right));
        return switch (operator) {
            case "-eq" -> order == 0;
            case "-ne" -> order != 0;
            case "-lt" -> order < 0;
            case "-le" -> order <= 0;
            case "-gt" -> order > 0;
            default -> order >= 0;
        };
    }
}
