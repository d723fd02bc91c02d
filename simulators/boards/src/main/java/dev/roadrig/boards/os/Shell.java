package dev.roadrig.boards.os;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A shell of a board: variables, functions and a folder; what {@link ShellParser} reads, its {@link Interpreter} runs. It
 * belongs to one process and one thread.
 */
public final class Shell {
    /** The oldest is forgotten when there are more. */
    private static final int MOST_JOBS = 64;

    private final BoardSystem system;
    private final BoardProcess process;
    private final Map<String, String> variables;
    private final Map<String, Syntax> functions;
    private final Interpreter interpreter;
    private List<String> positional = List.of();
    private String folder;
    private int status;
    /** Started and not yet waited for, the last one last: a job that has ended keeps its status until then. */
    private final Map<Integer, BoardProcess> jobs = new LinkedHashMap<>();

    private int lastBackground;

    /** A fresh login shell in root's home. */
    public Shell(BoardSystem system, BoardProcess process) {
        this.system = system;
        this.process = process;
        this.variables = new HashMap<>(
                Map.of("HOME", "/root", "USER", "root", "PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "SHELL", "/bin/sh"));
        this.functions = new HashMap<>();
        this.folder = "/root";
        this.interpreter = new Interpreter(this, 0);
    }

    private Shell(Shell parent, BoardProcess process) {
        this.system = parent.system;
        this.process = process;
        this.variables = new HashMap<>(parent.variables);
        this.functions = new HashMap<>(parent.functions);
        this.positional = parent.positional;
        this.folder = parent.folder;
        this.status = parent.status;
        this.interpreter = new Interpreter(this, parent.interpreter.depth());
    }

    /** A copy, as brackets and {@code sh -c} start one. */
    Shell child(BoardProcess childProcess) {
        return new Shell(this, childProcess);
    }

    BoardSystem system() {
        return system;
    }

    BoardProcess process() {
        return process;
    }

    /** The working folder, an absolute board path. */
    public String folder() {
        return folder;
    }

    void folder(String path) {
        folder = path;
    }

    List<String> positional() {
        return positional;
    }

    void positional(List<String> arguments) {
        positional = List.copyOf(arguments);
    }

    Map<String, String> variables() {
        return variables;
    }

    /** The status of the last command. */
    public int status() {
        return status;
    }

    void status(int last) {
        status = last;
    }

    Map<String, Syntax> functions() {
        return functions;
    }

    Interpreter interpreter() {
        return interpreter;
    }

    void startedInBackground(BoardProcess job) {
        lastBackground = job.pid();
        jobs.put(job.pid(), job);
        if (jobs.size() > MOST_JOBS) {
            jobs.remove(jobs.keySet().iterator().next());
        }
    }

    /** Jobs that nobody has waited for yet, in the order of their start. */
    List<BoardProcess> jobs() {
        return List.copyOf(jobs.values());
    }

    /** Takes a job off that was waited for. */
    void forget(BoardProcess job) {
        jobs.remove(job.pid());
    }

    /** Notes that ctrl-C ended what ran. */
    public void interrupted() {
        status = 128 + BoardProcess.INTERRUPT;
    }

    /** A variable or special parameter; empty when it is not set. */
    String variable(String name) {
        return switch (name) {
            case "?" -> Integer.toString(status);
            case "$" -> Integer.toString(process.pid());
            case "!" -> lastBackground == 0 ? "" : Integer.toString(lastBackground);
            case "#" -> Integer.toString(positional.size());
            case "@", "*" -> String.join(" ", positional);
            case "0" -> "sh";
            default -> {
                if (!Character.isDigit(name.charAt(0))) {
                    yield variables.getOrDefault(name, "");
                }
                int index = name.length() > 4 ? Integer.MAX_VALUE : Integer.parseInt(name);
                yield index <= positional.size() ? positional.get(index - 1) : "";
            }
        };
    }

    /** Whether a text lacks its end, so that an interactive shell asks for more. */
    public static boolean incomplete(String text) {
        try {
            ShellParser.parse(text);
            return false;
        } catch (SyntaxFault e) {
            return e.incomplete();
        }
    }

    /**
     * Runs a text to its end.
     *
     * @return the status of its last command, or what {@code exit} said
     * @throws Exit when {@code exit} was called
     * @throws InterruptedException when the shell's own process was killed
     */
    public int run(String text, Stdio stdio) throws IOException, InterruptedException {
        try {
            status = interpreter.run(ShellParser.parse(text), stdio);
        } catch (SyntaxFault e) {
            stdio.complain("sh: syntax error: " + e.getMessage());
            status = 2;
        } catch (Command.CommandFault e) {
            stdio.complain("sh: " + e.getMessage());
            status = e.status();
        } catch (Jump e) {
            status = e.status();
            if (e.from() == Jump.From.SHELL) {
                throw new Exit(status);
            }
        }
        return status;
    }

    /** {@code exit} was called in a shell. */
    public static final class Exit extends IOException {
        private static final long serialVersionUID = 1L;

        private final int status;

        Exit(int status) {
            super("exit " + status);
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    /** Runs a text as a program of its own: {@code exit} ends just this. */
    public int runToExit(String text, Stdio stdio) throws IOException, InterruptedException {
        try {
            return run(text, stdio);
        } catch (Exit e) {
            return e.status();
        }
    }
}
