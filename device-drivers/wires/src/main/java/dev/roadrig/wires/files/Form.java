package dev.roadrig.wires.files;

import dev.roadrig.wires.console.BoardText;
import java.util.List;

/** How a board prints what a command said. */
enum Form {
    /** As it is. */
    PLAIN(""),
    /** In hexadecimal: a console takes terminal sequences and returns out of its output, and a binary holds them. */
    HEX(" x");

    /** Prints O in the form that the third word asks for; by {@code if}, which the smallest shells have. */
    static final String PRINT =
            "if [ \"$3\" = x ];then printf %s \"$O\"|od -An -v -tx1;else printf \"%s\\n\" \"$O\";fi";

    private static final int PLAIN_TRIES = 2;

    final String word;

    Form(String word) {
        this.word = word;
    }

    /** Of a try, the first being 0: noise is likelier than a binary, and a board may have no {@code od}. */
    static Form of(int attempt) {
        return attempt >= PLAIN_TRIES && attempt % 2 == 0 ? HEX : PLAIN;
    }

    /** The bytes that may have been printed so; none where it is no such text. */
    List<byte[]> bytes(String printed) {
        return this == HEX ? Encoder.OD.bytes(printed).stream().toList() : BoardText.bytes(printed);
    }
}
