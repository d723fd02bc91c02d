package dev.roadrig.boards.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Which commands a board has: its shell's built-ins, its programs, and scripts in its file system. Nothing else runs. */
final class CommandTable {
    static final int NOT_FOUND = 127;
    static final int NOT_EXECUTABLE = 126;

    private static final int LONGEST_SCRIPT = 1 << 20;

    private final Map<String, Entry> entries = new HashMap<>();

    /**
     * A command.
     *
     * @param builtIn runs in the shell's own process
     */
    record Entry(Command command, boolean builtIn) {}

    CommandTable(Map<String, Command> programs) {
        ShellCommands.all().forEach((name, command) -> entries.put(name, new Entry(command, true)));
        FileCommands.all().forEach(this::program);
        TextCommands.all().forEach(this::program);
        BinaryCommands.all().forEach(this::program);
        SystemCommands.all().forEach(this::program);
        ClockCommands.all().forEach(this::program);
        programs.forEach(this::program);
    }

    private void program(String name, Command command) {
        entries.put(name, new Entry(command, false));
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    /** Finds a command by name or path; one that is not there answers 127. */
    Entry find(Shell shell, String name) {
        if (!name.contains("/")) {
            Entry entry = entries.get(name);
            return entry == null ? failing(NOT_FOUND, "sh: " + name + ": not found") : entry;
        }
        String path = BoardFiles.resolve(shell.folder(), name);
        if (path.matches("(/usr)?/s?bin/[^/]+")) {
            Entry entry = entries.get(path.substring(path.lastIndexOf('/') + 1));
            if (entry != null) {
                return entry;
            }
        }
        return script(shell, name, path);
    }

    private static Entry script(Shell shell, String name, String path) {
        try {
            Path host = shell.system().files().host(path);
            if (!Files.exists(host)) {
                return failing(NOT_FOUND, "sh: " + name + ": not found");
            }
            if (!Files.isRegularFile(host) || !Files.isExecutable(host) || Files.size(host) > LONGEST_SCRIPT) {
                return failing(NOT_EXECUTABLE, "sh: " + name + ": Permission denied");
            }
            String text = Files.readString(host, StandardCharsets.ISO_8859_1);
            if (!text.matches("(?s)#! ?/bin/(a|ba)?sh.*")) {
                return failing(NOT_EXECUTABLE, "sh: " + name + ": Exec format error");
            }
            String script = new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            return new Entry(call -> ShellCommands.runScript(call, script, call.arguments()), false);
        } catch (IOException e) {
            return failing(NOT_EXECUTABLE, "sh: " + name + ": " + Failures.text(e));
        }
    }

    private static Entry failing(int status, String message) {
        return new Entry(
                call -> {
                    call.stdio().complain(message);
                    return status;
                },
                true);
    }
}
