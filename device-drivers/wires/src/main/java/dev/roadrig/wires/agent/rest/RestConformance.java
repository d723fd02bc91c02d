package dev.roadrig.wires.agent.rest;

import com.google.protobuf.ByteString;
import dev.roadrig.ports.inference.ModelInferRequest;
import dev.roadrig.ports.inference.ModelInferResponse;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tries whether a server answers as the Open Inference Protocol says over REST: any server, with any model of its. */
public final class RestConformance {
    private static final Duration EACH = Duration.ofSeconds(10);
    /** An HTTP client takes its time to begin on a busy host. */
    private static final Duration FIRST = Duration.ofMinutes(1);

    private static final String NO_SUCH = "no-such-model";

    private final List<Check> checks = new ArrayList<>();
    private final RestClient client;
    private final Optional<RestClient> stranger;
    private final String model;
    private final Ticker ticker;
    private @Nullable ModelForm form;

    private RestConformance(RestClient client, Optional<RestClient> stranger, String model, Ticker ticker) {
        this.client = client;
        this.stranger = stranger;
        this.model = model;
        this.ticker = ticker;
    }

    /**
     * Runs every check, in order, each call bounded by ten seconds and the first, which connects, by a minute; a check that
     * fails does not keep the others from running.
     *
     * @param token of the server; empty where it wants none
     * @param model to try, with zeros and ones
     */
    public static List<Check> run(String host, int port, String token, String model, Ticker ticker)
            throws InterruptedException {
        try (var client = new RestClient(host, port, token, ticker, "check");
                var stranger = new RestClient(host, port, token + "-not", ticker, "stranger")) {
            return new RestConformance(client, Optional.of(stranger).filter(s -> !token.isEmpty()), model, ticker)
                    .all();
        }
    }

    private List<Check> all() throws InterruptedException {
        check("the server is live", () -> client.live(ticker.in(FIRST)));
        check("the server is ready", () -> client.ready(soon()));
        check("the model is ready", () -> client.modelReady(model, soon()));
        check("the model's metadata", () -> form = ModelForm.of(model, client.metadata(model, soon())));
        ModelForm known = form;
        if (known != null) {
            inferences(known);
        }
        refused("an unknown model is refused", "NOT_FOUND", () -> client.metadata(NO_SUCH, soon()));
        if (stranger.isPresent()) {
            refused("a wrong token is refused", "UNAUTHENTICATED", () -> stranger.get()
                    .modelReady(model, soon()));
        }
        return List.copyOf(checks);
    }

    private void inferences(ModelForm known) throws InterruptedException {
        ModelInferRequest request = known.request("roadrig-1");
        var asJson = new ArrayList<ModelInferResponse>();
        check("tensors in JSON are answered", () -> asJson.add(client.infer(request, false, soon())));
        check("tensors as bytes are answered alike", () -> {
            ModelInferResponse asBytes = client.infer(request, true, soon());
            for (ModelInferResponse json : asJson) {
                SameAnswer.require(json, asBytes);
            }
        });
        check("the request's id comes back", () -> {
            for (ModelInferResponse json : asJson) {
                if (!json.getId().equals(request.getId())) {
                    throw new RestFailure("INTERNAL", "the answer's id is '" + json.getId() + "'");
                }
            }
        });
        ModelInferRequest narrow = request.toBuilder()
                .setInputs(0, request.getInputs(0).toBuilder().clearShape().addShape(0))
                .setRawInputContents(0, ByteString.EMPTY)
                .build();
        refused("a wrong shape is refused", "INVALID_ARGUMENT", () -> client.infer(narrow, false, soon()));
    }

    private Deadline soon() {
        return ticker.in(EACH);
    }

    private void check(String name, Trial trial) throws InterruptedException {
        try {
            trial.run();
            checks.add(new Check(name, true, ""));
        } catch (RestFailure e) {
            checks.add(new Check(name, false, String.valueOf(e.getMessage())));
        }
    }

    private void refused(String name, String code, Trial trial) throws InterruptedException {
        try {
            trial.run();
            checks.add(new Check(name, false, "it was answered"));
        } catch (RestFailure e) {
            // A status without words says nothing to whoever has to mend the request.
            boolean right =
                    e.code().equals(code) && String.valueOf(e.getMessage()).contains(", ");
            checks.add(new Check(
                    name, right, right ? "" : "refused as " + e.getMessage() + "; it takes " + code + " and words"));
        }
    }

    private interface Trial {
        void run() throws RestFailure, InterruptedException;
    }

    /**
     * What was tried.
     *
     * @param found what was wrong; empty when nothing was
     */
    public record Check(String name, boolean passed, String found) {}
}
