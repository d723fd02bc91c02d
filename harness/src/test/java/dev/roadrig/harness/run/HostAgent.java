package dev.roadrig.harness.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The board agent as a process of this host, to hold another board's outputs against. */
final class HostAgent implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("roadrig-agent ready port=(\\d+).*");

    private final Process process;
    private final int port;

    private HostAgent(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static HostAgent start(Path jar, Path card, Path token) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        jar.toString(),
                        "--card",
                        card.toString(),
                        "--token-file",
                        token.toString(),
                        "--port",
                        "0")
                .redirectErrorStream(true)
                .start();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.matches()) {
                return new HostAgent(process, Integer.parseInt(ready.group(1)));
            }
        }
        throw new IOException("the agent ended before it was ready");
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
