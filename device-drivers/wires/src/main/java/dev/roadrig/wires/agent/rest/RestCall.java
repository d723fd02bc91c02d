package dev.roadrig.wires.agent.rest;

import com.google.protobuf.ByteString;
import dev.roadrig.ports.inference.rest.RestBody;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One call over HTTP: exactly one outcome, by its deadline, whatever the server does. */
final class RestCall {
    private final Ticker ticker;
    private final Outcome outcome;
    private final AtomicBoolean told = new AtomicBoolean();
    private @Nullable CompletableFuture<HttpResponse<ByteString>> exchange;
    private Ticker.@Nullable Scheduled timer;

    RestCall(Ticker ticker, Outcome outcome) {
        this.ticker = ticker;
        this.outcome = outcome;
    }

    void start(HttpClient http, HttpRequest request, int mostBytes, Deadline deadline) {
        CompletableFuture<HttpResponse<ByteString>> sent =
                http.sendAsync(request, headers -> new CappedBody(mostBytes));
        synchronized (this) {
            exchange = sent;
            // HTTP's own time-out ends with the answer's head, and a body can come for ever.
            timer = ticker.at(deadline.atNanos(), () -> fail("DEADLINE_EXCEEDED", "no whole answer by the deadline"));
        }
        var unused = sent.whenComplete((response, failure) -> {
            if (response != null) {
                tell(answer(response), null);
            } else if (failure != null) {
                fail("UNAVAILABLE", words(failure));
            }
        });
        if (told.get()) {
            end();
        }
    }

    private RestAnswer answer(HttpResponse<ByteString> response) {
        return new RestAnswer(
                response.statusCode(),
                response.headers().firstValue(RestBody.JSON_LENGTH),
                response.body(),
                ticker.nanos());
    }

    private static String words(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ConnectException) {
            return "no connection to the server";
        }
        String message = cause.getMessage();
        return "the connection was lost: " + (message == null ? cause.getClass().getSimpleName() : message);
    }

    void fail(String code, String words) {
        tell(null, new RestFailure(code, words));
    }

    private void tell(@Nullable RestAnswer answer, @Nullable RestFailure failure) {
        if (told.compareAndSet(false, true)) {
            outcome.come(this, answer, failure);
            end();
        }
    }

    private void end() {
        CompletableFuture<HttpResponse<ByteString>> running;
        synchronized (this) {
            running = exchange;
            if (timer != null) {
                timer.cancel();
            }
        }
        if (running != null) {
            running.cancel(true);
        }
    }

    /** Takes the outcome, an answer or a failure; must not block. */
    interface Outcome {
        void come(RestCall call, @Nullable RestAnswer answer, @Nullable RestFailure failure);
    }
}
