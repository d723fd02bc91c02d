package dev.roadrig.agent.inference;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.model.ModelCardFile;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Loads the model of a card and runs it once on zeros, in a process of its own: native code that is given a forged model
 * can end whatever process it is in, and no look at the file before tells for sure. The last line of standard output
 * says how it went. Exit code 0, 2 for a model that is refused, 3 for anything else that can be said.
 */
public final class TrialMain {
    /** Begins the line that says how it went. */
    public static final String MARK = "roadrig-model ";

    public static final int REFUSED = 2;
    public static final int FAILED = 3;

    private TrialMain() {}

    public static void main(String[] args) {
        System.exit(run(System.out, Path.of(args[0])));
    }

    static int run(PrintStream out, Path card) {
        try (FrameModel model = FrameModel.open(ModelCardFile.read(card))) {
            model.engine().run(1);
            return said(out, "ran on " + model.engine().engine(), 0);
        } catch (BadInput | InferenceFault e) {
            return said(out, String.valueOf(e.getMessage()), REFUSED);
        } catch (RuntimeException | LinkageError e) {
            return said(out, e.toString(), FAILED);
        }
    }

    private static int said(PrintStream out, String what, int code) {
        out.println(MARK + what.replaceAll("\\R", " "));
        out.flush();
        return code;
    }
}
