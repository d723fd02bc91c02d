package dev.roadrig.agent;

import io.grpc.Status;
import io.grpc.StatusException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What a path of the protocol names.
 *
 * @param verb {@code live}, {@code server-ready}, {@code server}, {@code metadata}, {@code ready} or {@code infer}
 * @param model empty where the server is meant
 * @param version empty where it names none
 */
record RestPath(String verb, String model, String version) {

    static RestPath of(URI uri) throws StatusException {
        List<String> parts = Arrays.asList(uri.getRawPath().substring(1).split("/", -1));
        return switch (String.join("/", parts)) {
            case "v2" -> new RestPath("server", "", "");
            case "v2/health/live" -> new RestPath("live", "", "");
            case "v2/health/ready" -> new RestPath("server-ready", "", "");
            default -> model(uri, parts);
        };
    }

    private static RestPath model(URI uri, List<String> parts) throws StatusException {
        boolean versioned = parts.size() > 4 && parts.get(3).equals("versions");
        int verbAt = versioned ? 5 : 3;
        String verb = parts.size() == verbAt ? "metadata" : parts.get(parts.size() - 1);
        if (parts.size() < 3
                || !parts.get(0).equals("v2")
                || !parts.get(1).equals("models")
                || parts.size() > verbAt + 1
                || !List.of("metadata", "ready", "infer").contains(verb)) {
            throw Status.NOT_FOUND
                    .withDescription("no path " + uri.getRawPath() + "; there are /v2, /v2/health/live,"
                            + " /v2/health/ready and /v2/models/MODEL[/versions/VERSION][/ready or /infer]")
                    .asException();
        }
        return new RestPath(verb, decoded(parts.get(2)), versioned ? decoded(parts.get(4)) : "");
    }

    /** The JDK's server has refused what is no escape already. */
    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
