package dev.roadrig.harness.cli;

import dev.roadrig.harness.rack.SecretMask;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** What a command prints, without the secrets of the racks that it read. A text is printed whole, and so masked whole. */
final class MaskedWriter extends FilterWriter {
    private volatile SecretMask mask = SecretMask.of(List.of());

    MaskedWriter(Writer out) {
        super(out);
    }

    void mask(SecretMask secrets) {
        mask = secrets;
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        out.write(mask.text(text.substring(offset, offset + length)));
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        out.write(mask.text(new String(text, offset, length)));
    }
}
