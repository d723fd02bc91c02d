package dev.roadrig.wires.tiny;

import dev.roadrig.boards.tiny.EmulatedTiny;
import dev.roadrig.boards.tiny.TinySpec;
import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.serial.SerialConsole;
import java.nio.file.Path;

/** An emulated board and an open port to it. */
record Bench(EmulatedTiny board, SerialConsole console) implements AutoCloseable {
    static final Path SIGNS = SharedFolder.root().resolve("scenarios/demo/models/signnet-tiny-int8.tflite");
    static final int SIGN_BYTES = 32 * 32 * 3;

    static Bench of(TinySpec spec, Ticker ticker) throws Exception {
        var board = new EmulatedTiny("far", spec, 7, ticker);
        try {
            return new Bench(board, SerialConsole.open(board.path(), spec.baud(), ticker, "near"));
        } catch (Exception e) {
            board.close();
            throw e;
        }
    }

    static TinySpec signs() {
        return TinySpec.of(SIGNS, "signs");
    }

    @Override
    public void close() {
        console.close();
        board.close();
    }
}
