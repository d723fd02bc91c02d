package dev.roadrig.boards.os;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs simple commands: assignments and redirections, then the function, the built-in or the program that the words name. */
final class SimpleCommands {
    private final Shell shell;
    private final Interpreter interpreter;
    private int substitutionStatus;

    SimpleCommands(Shell shell, Interpreter interpreter) {
        this.shell = shell;
        this.interpreter = interpreter;
    }

    /** Remembers how a command substitution ended: the status of assignments alone. */
    void substituted(int status) {
        substitutionStatus = status;
    }

    int run(Syntax.Simple simple, Stdio stdio) throws IOException, InterruptedException {
        substitutionStatus = 0;
        var expansion = new Expansion(shell, stdio);
        List<String> words = expansion.arguments(simple.words());
        Map<String, String> assigned = new HashMap<>();
        for (Syntax.Assignment assignment : simple.assignments()) {
            assigned.put(assignment.name(), expansion.text(assignment.value()));
        }
        try (var redirected = Redirected.open(shell, simple.redirections(), stdio)) {
            if (words.isEmpty()) {
                shell.variables().putAll(assigned);
                return substitutionStatus;
            }
            return withVariables(assigned, () -> call(words, redirected.stdio()));
        } catch (Redirected.CannotOpen e) {
            stdio.complain("sh: " + e.getMessage());
            return 1;
        }
    }

    /** Runs something that may fail or be killed. */
    @FunctionalInterface
    private interface Body {
        int run() throws IOException, InterruptedException;
    }

    private int withVariables(Map<String, String> assigned, Body body) throws IOException, InterruptedException {
        if (assigned.isEmpty()) {
            return body.run();
        }
        Map<String, String> before = new HashMap<>(shell.variables());
        shell.variables().putAll(assigned);
        try {
            return body.run();
        } finally {
            shell.variables().clear();
            shell.variables().putAll(before);
        }
    }

    /** Calls a function, a built-in or a program by its words. */
    int call(List<String> words, Stdio stdio) throws IOException, InterruptedException {
        String name = words.get(0);
        List<String> arguments = words.subList(1, words.size());
        Syntax function = shell.functions().get(name);
        if (function != null) {
            return interpreter.callFunction(function, arguments, stdio);
        }
        CommandTable.Entry entry = shell.system().commands().find(shell, name);
        if (entry.builtIn()) {
            return Guard.run(entry.command(), new Call(name, arguments, stdio, shell, shell.process()));
        }
        BoardProcess own = shell.system()
                .processes()
                .start(String.join(" ", words), shell.process().pid(), Thread.currentThread());
        int result = 128 + BoardProcess.KILL;
        try {
            result = Guard.run(entry.command(), new Call(name, arguments, stdio, shell, own));
        } catch (InterruptedException e) {
            if (own.signal() == 0) {
                throw e;
            }
            result = 128 + own.signal();
        } finally {
            shell.system().processes().end(own, result);
        }
        if (shell.process().signal() != 0) {
            // Both were killed, on one thread: what ended the command has taken the shell's own interrupt along.
            throw new InterruptedException("killed with its command");
        }
        return result;
    }
}
