package dev.roadrig.boards.os;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * One call of a command.
 *
 * @param name as it was called
 * @param arguments without the name
 * @param stdio its streams
 * @param shell that called it
 * @param process in which it runs: its own, or the shell's for a built-in
 */
public record Call(String name, List<String> arguments, Stdio stdio, Shell shell, BoardProcess process) {
    public Call {
        arguments = List.copyOf(arguments);
    }

    public BoardSystem system() {
        return shell.system();
    }

    BoardFiles files() {
        return system().files();
    }

    /** The absolute board path of an argument. */
    public String path(String argument) {
        return BoardFiles.resolve(shell.folder(), argument);
    }

    /** Where an argument's path lies on the host. */
    public Path host(String argument) throws IOException {
        return files().host(path(argument));
    }

    /** Arguments that are no options. */
    List<String> operands() {
        return arguments.stream()
                .filter(argument -> !argument.startsWith("-") || argument.equals("-"))
                .toList();
    }

    boolean has(char option) {
        return arguments.stream()
                .anyMatch(argument ->
                        argument.startsWith("-") && !argument.startsWith("--") && argument.indexOf(option) > 0);
    }

    void needOperands(int least) throws IOException {
        if (operands().size() < least) {
            throw new Command.CommandFault(1, "missing operand");
        }
    }

    /** The number in an argument. */
    long number(String argument) throws IOException {
        try {
            return Long.parseLong(argument);
        } catch (NumberFormatException e) {
            throw new Command.CommandFault(2, "invalid number '" + argument + "'");
        }
    }

    /** Prints to standard output. */
    public void print(String text) throws IOException {
        stdio.print(text);
    }
}
