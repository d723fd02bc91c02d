package dev.roadrig.harness.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roadrig.reports.text.JsonWriter;
import dev.roadrig.scenarios.drive.RecordedMessages.Channel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * A line of JSON a message: pass, topic, schema, encoding, sequence, log_time_ns, due_ns, and data in base64. Each is
 * written by one call, so that a reader sees whole lines.
 */
final class JsonOutlet implements Outlet {
    private final OutputStream out;
    private final Map<Integer, String> fixed = new HashMap<>();

    /** @param out should not gather lines: the consumer wants each in time */
    JsonOutlet(OutputStream out) {
        this.out = out;
    }

    @Override
    public void take(ReplayMessage message) throws IOException {
        // Times as texts: nanoseconds since 1970 are more than a double holds.
        String line = "{\"pass\":" + message.pass()
                + fixed.computeIfAbsent(message.channel().number(), number -> fixed(message.channel()))
                + ",\"sequence\":" + message.sequence()
                + ",\"log_time_ns\":\"" + message.logNanos()
                + "\",\"due_ns\":\"" + message.offsetNanos()
                + "\",\"data\":\""
                + Base64.getEncoder().encodeToString(message.data().toByteArray()) + "\"}\n";
        out.write(line.getBytes(UTF_8));
        out.flush();
    }

    private static String fixed(Channel channel) {
        return ",\"topic\":" + quoted(channel.topic())
                + ",\"schema\":" + quoted(channel.seen().schema())
                + ",\"encoding\":" + quoted(channel.seen().encoding());
    }

    private static String quoted(String text) {
        return new JsonWriter().value(text).text().strip();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
