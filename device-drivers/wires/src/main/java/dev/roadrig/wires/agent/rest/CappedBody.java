package dev.roadrig.wires.agent.rest;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Gathers an answer's body, and gives up on one that is longer than an answer can be: a chunked one says no length. */
final class CappedBody implements BodySubscriber<ByteString> {
    private final int mostBytes;
    private final CompletableFuture<ByteString> whole = new CompletableFuture<>();
    private ByteString gathered = ByteString.EMPTY;
    private @Nullable Subscription subscription;

    CappedBody(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    @Override
    public CompletionStage<ByteString> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            if (gathered.size() + buffer.remaining() > mostBytes) {
                if (subscription != null) {
                    subscription.cancel();
                }
                whole.completeExceptionally(new IOException("an answer over " + mostBytes + " bytes"));
                return;
            }
            gathered = gathered.concat(ByteString.copyFrom(buffer));
        }
    }

    @Override
    public void onError(Throwable why) {
        whole.completeExceptionally(why);
    }

    @Override
    public void onComplete() {
        whole.complete(gathered);
    }
}
