package dev.roadrig.harness.walls;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import dev.roadrig.scenarios.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and methods stay as short as the house style says. */
class SourceSizeTest {
    private static final int MEDIAN = 80;
    private static final int NINETY_FIFTH = 250;
    private static final int LONGEST_FILE = 400;
    /** The style says about 40; a longer table or a longer switch may be the clearer form. */
    private static final int LONGEST_METHOD = 60;

    private static final int MOST_PARAMETERS = 7;

    /** A stretch of source and how long it is. */
    private record Stretch(String name, long length) {
        @Override
        public String toString() {
            return name + ": " + length;
        }
    }

    @Test
    void files_are_short() throws IOException {
        List<Stretch> files = new ArrayList<>();
        for (Path source : sources()) {
            try (Stream<String> lines = Files.lines(source)) {
                files.add(new Stretch(source.getFileName().toString(), lines.count()));
            }
        }
        List<Long> lengths = files.stream().map(Stretch::length).sorted().toList();
        assertThat(lengths).as("files found").hasSizeGreaterThan(150);
        assertThat(lengths.get(lengths.size() / 2)).as("median of lines").isLessThanOrEqualTo(MEDIAN);
        assertThat(lengths.get(lengths.size() * 95 / 100))
                .as("95th percentile of lines")
                .isLessThanOrEqualTo(NINETY_FIFTH);
        assertThat(longer(files, LONGEST_FILE))
                .as("past %d lines something is two things", LONGEST_FILE)
                .isEmpty();
    }

    @Test
    void methods_are_short_and_take_few_parameters() throws IOException {
        Methods methods = new Methods();
        methods.read(sources());
        assertThat(methods.lines).as("methods found").hasSizeGreaterThan(800);
        assertThat(longer(methods.lines, LONGEST_METHOD))
                .as("methods of more than %d lines", LONGEST_METHOD)
                .isEmpty();
        assertThat(longer(methods.parameters, MOST_PARAMETERS))
                .as("methods of more than %d parameters", MOST_PARAMETERS)
                .isEmpty();
    }

    @Test
    void a_long_method_with_many_parameters_is_seen(@TempDir Path folder) throws IOException {
        Path source = folder.resolve("Long.java");
        Files.writeString(
                source,
                "class Long { void m(int a, int b, int c, int d, int e, int f, int g, int h) {"
                        + "\n".repeat(LONGEST_METHOD) + "} }");
        Methods methods = new Methods();
        methods.read(List.of(source));
        assertThat(longer(methods.lines, LONGEST_METHOD))
                .extracting(Stretch::toString)
                .containsExactly("Long.m: 61");
        assertThat(longer(methods.parameters, MOST_PARAMETERS))
                .extracting(Stretch::toString)
                .containsExactly("Long.m: 8");
    }

    private static List<Stretch> longer(List<Stretch> all, int limit) {
        return all.stream().filter(stretch -> stretch.length > limit).toList();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SharedFolder.root())) {
            return files.filter(file -> file.toString().contains("/src/main/java/"))
                    .filter(file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .sorted()
                    .toList();
        }
    }

    /** Reads the methods of sources; constructors of records have as many parameters as there are fields. */
    private static final class Methods extends TreePathScanner<@Nullable Void, CompilationUnitTree> {
        final List<Stretch> lines = new ArrayList<>();
        final List<Stretch> parameters = new ArrayList<>();
        private @Nullable SourcePositions positions;

        void read(List<Path> sources) throws IOException {
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
                JavacTask task = (JavacTask) compiler.getTask(
                        null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
                positions = Trees.instance(task).getSourcePositions();
                for (CompilationUnitTree unit : task.parse()) {
                    scan(unit, unit);
                }
            }
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, CompilationUnitTree unit) {
            String name = owner() + "." + method.getName();
            if (positions != null && method.getBody() != null) {
                long from = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, method));
                long to = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, method));
                lines.add(new Stretch(name, to - from + 1));
            }
            if (method.getReturnType() != null) {
                parameters.add(new Stretch(name, method.getParameters().size()));
            }
            return super.visitMethod(method, unit);
        }

        private String owner() {
            return getCurrentPath().getParentPath().getLeaf() instanceof ClassTree type
                    ? type.getSimpleName().toString()
                    : "?";
        }
    }
}
