package tino.language.provider;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tino.language.provider.ProviderFailure.Kind;

/**
 * One call of a service: what has come, and the first thing that went wrong. It is known to the transport beneath LangChain4j by a
 * scoped value, because all of a call happens on the caller's thread.
 */
final class Exchange implements StreamingChatResponseHandler {
    static final ScopedValue<Exchange> CURRENT = ScopedValue.newInstance();

    /** After the last event the connection may end by itself, to be used again, for so long. */
    private static final long FAREWELL_NANOS = Duration.ofMillis(200).toNanos();

    private final Consumer<String> pieces;
    private final StringBuilder text = new StringBuilder();
    private final String service;
    private long deadline;
    private boolean done;
    private boolean interrupted;
    private @Nullable ProviderFailure failure;
    private @Nullable Throwable thrown;
    private @Nullable ChatResponse response;

    Exchange(String service, long timeoutNanos, Consumer<String> pieces) {
        this.service = service;
        this.deadline = System.nanoTime() + timeoutNanos;
        this.pieces = pieces;
    }

    long nanosLeft() {
        return deadline - System.nanoTime();
    }

    /** The service has said that nothing follows. */
    void done() {
        if (!done) {
            done = true;
            deadline = Math.min(deadline, System.nanoTime() + FAREWELL_NANOS);
        }
    }

    boolean isDone() {
        return done;
    }

    /** Nothing that still comes is of interest. */
    boolean isOver() {
        return failure != null || thrown != null || interrupted;
    }

    void interrupted() {
        interrupted = true;
    }

    /** The first failure is the one that counts. */
    void fail(Kind kind, String what, @Nullable Duration retryAfter) {
        if (!isOver()) {
            failure = new ProviderFailure(kind, service + " " + what, retryAfter, null);
        }
    }

    @Override
    public void onPartialResponse(PartialResponse partial, PartialResponseContext context) {
        if (isOver()) {
            return;
        }
        text.append(partial.text());
        try {
            pieces.accept(partial.text());
        } catch (RuntimeException | Error e) {
            thrown = e;
            context.streamingHandle().cancel();
        }
    }

    @Override
    public void onCompleteResponse(ChatResponse complete) {
        if (response == null) {
            response = complete;
        }
    }

    @Override
    public void onError(Throwable error) {
        fail(Kind.GARBLED, "sent what is no piece of an answer.", null);
    }

    /** What has come. */
    String text() {
        return text.toString();
    }

    /** The whole answer, or what went wrong, thrown. */
    ChatResponse outcome() throws InterruptedException {
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
        if (interrupted) {
            throw new InterruptedException("Interrupted while " + service + " answered");
        }
        if (failure == null && response == null) {
            fail(Kind.GARBLED, "ended its answer without saying that it was done.", null);
        }
        if (failure != null) {
            throw failure;
        }
        return Objects.requireNonNull(response);
    }
}
