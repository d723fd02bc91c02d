package dev.roadrig.boards.link.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's curl as it is, in a network namespace. */
final class Curl {
    private static final int PATIENCE_SECONDS = 60;
    private static final String TIMES =
            "%{http_code} %{remote_ip} %{time_namelookup} %{time_connect} %{time_appconnect} %{time_total}\\n";

    private Curl() {}

    /**
     * What it printed about a call.
     *
     * @param exit curl's exit code: 6 name not resolved, 28 its time is over, 60 certificate not trusted
     * @param seconds until the name was known, the connection stood, TLS stood, and all was over; since the start
     */
    record Call(int exit, String status, String address, List<Double> seconds, String errors) {
        double total() {
            return seconds.get(3);
        }
    }

    static Call call(String namespace, Path folder, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "ip",
                "netns",
                "exec",
                namespace,
                "curl",
                "-q",
                "--silent",
                "--show-error",
                "--noproxy",
                "*",
                "--write-out",
                TIMES));
        command.addAll(List.of(words));
        Path out = folder.resolve("curl.out");
        Path errors = folder.resolve("curl.err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("curl did not end");
            }
        } finally {
            process.destroyForcibly();
        }
        String[] said = Files.readString(out).strip().split(" ");
        List<Double> seconds = new ArrayList<>();
        for (int i = said.length - 4; i < said.length; i++) {
            seconds.add(Double.parseDouble(said[i].replace(',', '.')));
        }
        String address = said.length == 6 ? said[1] : "";
        return new Call(
                process.exitValue(),
                said[0],
                address,
                seconds,
                Files.readString(errors).strip());
    }
}
