package dev.roadrig.boards.os;

import java.io.IOException;

/** Whole-number arithmetic of {@code $((...))}: + - * / %, brackets and variables. */
final class Arithmetic {
    private final String text;
    private final Shell shell;
    private int at;
    private int depth;

    private Arithmetic(String text, Shell shell) {
        this.text = text.replaceAll("\\s", "");
        this.shell = shell;
    }

    static long value(String text, Shell shell) throws IOException {
        var arithmetic = new Arithmetic(text, shell);
        long value = arithmetic.sum();
        if (arithmetic.at < arithmetic.text.length()) {
            throw new Command.CommandFault(2, "arithmetic syntax error");
        }
        return value;
    }

    private long sum() throws IOException {
        long value = product();
        while (at < text.length() && "+-".indexOf(text.charAt(at)) >= 0) {
            boolean plus = text.charAt(at++) == '+';
            long right = product();
            value += plus ? right : -right;
        }
        return value;
    }

    private long product() throws IOException {
        long value = single();
        while (at < text.length() && "*/%".indexOf(text.charAt(at)) >= 0) {
            char operator = text.charAt(at++);
            long right = single();
            if (operator != '*' && right == 0) {
                throw new Command.CommandFault(2, "divide by zero");
            }
            value = operator == '*' ? value * right : operator == '/' ? value / right : value % right;
        }
        return value;
    }

    private long single() throws IOException {
        if (++depth > 100) {
            throw new Command.CommandFault(2, "arithmetic nested too deeply");
        }
        int start = at;
        if (at < text.length() && "-+(".indexOf(text.charAt(at)) >= 0) {
            char first = text.charAt(at++);
            if (first == '(') {
                long value = sum();
                at++;
                return value;
            }
            return first == '-' ? -single() : single();
        }
        while (at < text.length() && WordReader.isNamePart(text.charAt(at))) {
            at++;
        }
        String operand = text.substring(start, at);
        if (operand.isEmpty()) {
            throw new Command.CommandFault(2, "arithmetic syntax error");
        }
        String value = operand.matches("[0-9]+") ? operand : shell.variable(operand);
        try {
            return value.isEmpty() ? 0 : Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new Command.CommandFault(2, "arithmetic syntax error");
        }
    }
}
