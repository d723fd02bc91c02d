package dev.roadrig.boards.os;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A shell of a board: variables, functions, a folder, and the running of what {@link ShellParser} reads. It belongs to
 * one process and one thread.
 */
public final class Shell {
    private static final int DEEPEST_CALL = 60;

    private final BoardSystem system;
    private final BoardProcess process;
    private final Map<String, String> variables;
    private final Map<String, Syntax> functions;
    private List<String> positional = List.of();
    private String folder;
    private int status;
    private int substitutionStatus;
    private int lastBackground;
    private int depth;

    /** A fresh login shell in root's home. */
    public Shell(BoardSystem system, BoardProcess process) {
        this.system = system;
        this.process = process;
        this.variables = new HashMap<>(
                Map.of("HOME", "/root", "USER", "root", "PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "SHELL", "/bin/sh"));
        this.functions = new HashMap<>();
        this.folder = "/root";
    }

    private Shell(Shell parent, BoardProcess process) {
        this.system = parent.system;
        this.process = process;
        this.variables = new HashMap<>(parent.variables);
        this.functions = new HashMap<>(parent.functions);
        this.positional = parent.positional;
        this.folder = parent.folder;
        this.status = parent.status;
        this.depth = parent.depth;
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
        int depthBefore = depth;
        try {
            status = execute(ShellParser.parse(text), stdio);
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
        } finally {
            depth = depthBefore;
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

    void substitute(Syntax command, Stdio stdio) throws IOException, InterruptedException {
        substitutionStatus = runSubshell(command, stdio);
    }

    private int runSubshell(Syntax command, Stdio stdio) throws IOException, InterruptedException {
        try {
            return child(process).execute(command, stdio);
        } catch (Jump e) {
            return e.status();
        }
    }

    private int execute(Syntax syntax, Stdio stdio) throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("killed");
        }
        if (++depth > DEEPEST_CALL) {
            depth = 0;
            stdio.complain("sh: calls are nested too deeply");
            throw new Jump(Jump.From.SHELL, 2);
        }
        status = dispatch(syntax, stdio);
        depth--;
        return status;
    }

    private int dispatch(Syntax syntax, Stdio stdio) throws IOException, InterruptedException {
        if (syntax instanceof Syntax.Simple simple) {
            return simple(simple, stdio);
        }
        if (syntax instanceof Syntax.Sequence sequence) {
            return sequence(sequence, stdio);
        }
        if (syntax instanceof Syntax.AndOr andOr) {
            int left = execute(andOr.left(), stdio);
            return (left == 0) == andOr.and() ? execute(andOr.right(), stdio) : left;
        }
        if (syntax instanceof Syntax.Not not) {
            return execute(not.command(), stdio) == 0 ? 1 : 0;
        }
        if (syntax instanceof Syntax.Pipeline pipeline) {
            return pipeline(pipeline, stdio);
        }
        if (syntax instanceof Syntax.Function function) {
            functions.put(function.name(), function.body());
            return 0;
        }
        if (syntax instanceof Syntax.Group group) {
            try (var redirected = Redirected.open(this, group.redirections(), stdio)) {
                return group.subshell()
                        ? runSubshell(group.body(), redirected.stdio())
                        : execute(group.body(), redirected.stdio());
            }
        }
        return compound(syntax, stdio);
    }

    private int sequence(Syntax.Sequence sequence, Stdio stdio) throws IOException, InterruptedException {
        int last = 0;
        for (Syntax.Item item : sequence.items()) {
            if (item.background()) {
                lastBackground = system.background(this, item.command(), stdio);
                last = 0;
            } else {
                last = execute(item.command(), stdio);
            }
        }
        return last;
    }

    int runBackground(Syntax command, Stdio stdio) throws IOException, InterruptedException {
        try {
            return execute(command, stdio.withIn(InputStream.nullInputStream()));
        } catch (Jump e) {
            return e.status();
        }
    }

    private int pipeline(Syntax.Pipeline pipeline, Stdio stdio) throws IOException, InterruptedException {
        InputStream in = stdio.in();
        int last = 0;
        for (int i = 0; i < pipeline.commands().size(); i++) {
            boolean end = i + 1 == pipeline.commands().size();
            var captured = new Stdio.Captured();
            OutputStream out = end ? stdio.out() : captured;
            last = runSubshell(pipeline.commands().get(i), stdio.withIn(in).withOut(out));
            in = new ByteArrayInputStream(captured.toByteArray());
        }
        return last;
    }

    private int compound(Syntax syntax, Stdio stdio) throws IOException, InterruptedException {
        if (syntax instanceof Syntax.If when) {
            if (execute(when.condition(), stdio) == 0) {
                return execute(when.then(), stdio);
            }
            return when.otherwise().isPresent() ? execute(when.otherwise().get(), stdio) : 0;
        }
        int last = 0;
        int depthBefore = depth;
        if (syntax instanceof Syntax.While loop) {
            while ((execute(loop.condition(), stdio) == 0) == loop.wanted()) {
                try {
                    last = execute(loop.body(), stdio);
                } catch (Jump e) {
                    depth = depthBefore;
                    if (leaves(e)) {
                        break;
                    }
                }
            }
            return last;
        }
        var loop = (Syntax.For) syntax;
        for (String word : new Expansion(this, stdio).arguments(loop.words())) {
            variables.put(loop.name(), word);
            try {
                last = execute(loop.body(), stdio);
            } catch (Jump e) {
                depth = depthBefore;
                if (leaves(e)) {
                    break;
                }
            }
        }
        return last;
    }

    private static boolean leaves(Jump jump) {
        if (jump.from() != Jump.From.LOOP && jump.from() != Jump.From.TURN) {
            throw jump;
        }
        return jump.from() == Jump.From.LOOP;
    }

    private int simple(Syntax.Simple simple, Stdio stdio) throws IOException, InterruptedException {
        substitutionStatus = 0;
        var expansion = new Expansion(this, stdio);
        List<String> words = expansion.arguments(simple.words());
        Map<String, String> assigned = new HashMap<>();
        for (Syntax.Assignment assignment : simple.assignments()) {
            assigned.put(assignment.name(), expansion.text(assignment.value()));
        }
        try (var redirected = Redirected.open(this, simple.redirections(), stdio)) {
            if (words.isEmpty()) {
                variables.putAll(assigned);
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
        Map<String, String> before = new HashMap<>(variables);
        variables.putAll(assigned);
        try {
            return body.run();
        } finally {
            variables.clear();
            variables.putAll(before);
        }
    }

    /** Calls a function, a built-in or a program by its words. */
    int call(List<String> words, Stdio stdio) throws IOException, InterruptedException {
        String name = words.get(0);
        List<String> arguments = words.subList(1, words.size());
        Syntax function = functions.get(name);
        if (function != null) {
            return callFunction(function, arguments, stdio);
        }
        CommandTable.Entry entry = system.commands().find(this, name);
        if (entry.builtIn()) {
            return Guard.run(entry.command(), new Call(name, arguments, stdio, this, process));
        }
        BoardProcess own = system.processes().start(String.join(" ", words), process.pid(), Thread.currentThread());
        int result = 128 + BoardProcess.KILL;
        try {
            result = Guard.run(entry.command(), new Call(name, arguments, stdio, this, own));
        } catch (InterruptedException e) {
            if (own.signal() == 0) {
                throw e;
            }
            result = 128 + own.signal();
        } finally {
            system.processes().end(own, result);
        }
        return result;
    }

    private int callFunction(Syntax function, List<String> arguments, Stdio stdio)
            throws IOException, InterruptedException {
        List<String> before = positional;
        int depthBefore = depth;
        positional = new ArrayList<>(arguments);
        try {
            return execute(function, stdio);
        } catch (Jump e) {
            if (e.from() != Jump.From.FUNCTION) {
                throw e;
            }
            depth = depthBefore;
            return e.status();
        } finally {
            positional = before;
        }
    }
}
