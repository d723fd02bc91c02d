package dev.roadrig.wires.tiny;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.roadrig.ports.Console;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A port behind which each command has one fixed answer, said in pieces of a size; a marker is quoted as it should be. */
final class ScriptedPort implements Console {
    private final Map<String, String> answers;
    private final int pieceBytes;
    private final boolean echo;
    private final Ticker ticker;
    private final List<Listener> listeners = new ArrayList<>();

    ScriptedPort(Map<String, String> answers, int pieceBytes, boolean echo, Ticker ticker) {
        this.answers = Map.copyOf(answers);
        this.pieceBytes = pieceBytes;
        this.echo = echo;
        this.ticker = ticker;
    }

    @Override
    public void write(byte[] bytes, Deadline deadline) {
        String command = new String(bytes, ISO_8859_1).replace("%", "");
        String answer = answers.getOrDefault(command, "e-[Unknown command: " + command + "]") + "\r\nm-ready\r\n";
        String text = (echo ? command + "%" : "") + answer.replace(" / ", "\r\n");
        for (int from = 0; from < text.length(); from += pieceBytes) {
            byte[] piece = text.substring(from, Math.min(text.length(), from + pieceBytes))
                    .getBytes(ISO_8859_1);
            listeners.forEach(listener -> listener.received(ticker.nanos(), piece));
        }
    }

    @Override
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {}
}
