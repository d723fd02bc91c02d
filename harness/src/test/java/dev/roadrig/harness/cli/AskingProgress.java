package dev.roadrig.harness.cli;

import dev.roadrig.harness.run.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Lets a board look its cloud's name up twice, as soon as the agent goes onto it. */
final class AskingProgress implements Progress {
    private final NamespaceBoard board;

    /** What the board found. */
    String found = "";

    AskingProgress(NamespaceBoard board) {
        this.board = board;
    }

    @Override
    public void phase(String name, String detail) {
        if (name.equals("deploy")) {
            try {
                found = board.lookUp("cloud.example");
                found = board.lookUp("cloud.example");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
