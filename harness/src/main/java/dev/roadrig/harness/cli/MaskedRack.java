package dev.roadrig.harness.cli;

import dev.roadrig.harness.rack.Rack;
import dev.roadrig.harness.rack.RackFile;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** Reads a rack for a command, which prints none of its secrets from then on. */
final class MaskedRack {
    private MaskedRack() {}

    static Rack read(CommandSpec spec, Path file) {
        Rack rack = RackFile.read(file);
        if (spec.root().userObject() instanceof Main main) {
            main.mask(rack);
        }
        return rack;
    }
}
