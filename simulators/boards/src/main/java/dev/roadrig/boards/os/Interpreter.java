package dev.roadrig.boards.os;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Runs a shell's commands, on the shell's thread. */
final class Interpreter {
    private static final int DEEPEST_CALL = 60;

    private final Shell shell;
    private final SimpleCommands commands;
    private int depth;

    /** @param depth how deep the caller's calls are nested */
    Interpreter(Shell shell, int depth) {
        this.shell = shell;
        this.depth = depth;
        commands = new SimpleCommands(shell, this);
    }

    int depth() {
        return depth;
    }

    /** Runs a whole text, whose failure leaves no call open. */
    int run(Syntax syntax, Stdio stdio) throws IOException, InterruptedException {
        int depthBefore = depth;
        try {
            return execute(syntax, stdio);
        } finally {
            depth = depthBefore;
        }
    }

    /** Runs what stands in for its own output. */
    void substitute(Syntax command, Stdio stdio) throws IOException, InterruptedException {
        commands.substituted(runSubshell(command, stdio));
    }

    private int runSubshell(Syntax command, Stdio stdio) throws IOException, InterruptedException {
        try {
            return shell.child(shell.process()).interpreter().execute(command, stdio);
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
        int status = dispatch(syntax, stdio);
        shell.status(status);
        depth--;
        return status;
    }

    private int dispatch(Syntax syntax, Stdio stdio) throws IOException, InterruptedException {
        if (syntax instanceof Syntax.Simple simple) {
            return commands.run(simple, stdio);
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
            shell.functions().put(function.name(), function.body());
            return 0;
        }
        if (syntax instanceof Syntax.Group group) {
            try (var redirected = Redirected.open(shell, group.redirections(), stdio)) {
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
                shell.startedInBackground(shell.system().background(shell, item.command(), stdio));
                last = 0;
            } else {
                last = execute(item.command(), stdio);
            }
        }
        return last;
    }

    /** Runs a command of its own process, without input. */
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
            in = new ByteArrayInputStream(captured.bytes());
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
        for (String word : new Expansion(shell, stdio).arguments(loop.words())) {
            shell.variables().put(loop.name(), word);
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

    /** Calls a function, a built-in or a program by its words. */
    int call(List<String> words, Stdio stdio) throws IOException, InterruptedException {
        return commands.call(words, stdio);
    }

    int callFunction(Syntax function, List<String> arguments, Stdio stdio) throws IOException, InterruptedException {
        List<String> before = shell.positional();
        int depthBefore = depth;
        shell.positional(new ArrayList<>(arguments));
        try {
            return execute(function, stdio);
        } catch (Jump e) {
            if (e.from() != Jump.From.FUNCTION) {
                throw e;
            }
            depth = depthBefore;
            return e.status();
        } finally {
            shell.positional(before);
        }
    }
}
