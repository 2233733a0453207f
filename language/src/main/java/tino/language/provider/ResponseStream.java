package tino.language.provider;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tino.language.provider.ProviderFailure.Kind;

/**
 * The body of a response, read as it comes, until the exchange's deadline. The JDK's own stream waits for ever: its timeout ends
 * with the headers. Closing it early closes the connection.
 */
final class ResponseStream extends InputStream implements BodySubscriber<InputStream> {
    /** More than any answer has: what goes on beyond is no answer. */
    private static final long MOST_BYTES = 16 << 20;

    private static final ByteBuffer END = ByteBuffer.allocate(0);

    private final Exchange exchange;
    private final BlockingQueue<ByteBuffer> chunks = new LinkedBlockingQueue<>();
    private volatile Flow.@Nullable Subscription subscription;
    private volatile @Nullable Throwable broken;
    private ByteBuffer current = ByteBuffer.allocate(0);
    private long read;
    private boolean ended;

    ResponseStream(Exchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        chunks.addAll(buffers);
        Flow.Subscription from = subscription;
        if (from != null && chunks.size() < 256) {
            from.request(1);
        }
    }

    @Override
    public void onError(Throwable failure) {
        broken = failure;
        chunks.add(END);
    }

    @Override
    public void onComplete() {
        chunks.add(END);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        while (!current.hasRemaining()) {
            if (ended || !next()) {
                return -1;
            }
        }
        int taken = Math.min(length, current.remaining());
        current.get(into, from, taken);
        return taken;
    }

    @Override
    public int available() {
        return current.remaining();
    }

    private boolean next() throws IOException {
        ByteBuffer chunk = take();
        if (chunk == END) {
            ended = true;
            if (broken != null && !exchange.isDone()) {
                exchange.fail(Kind.UNREACHABLE, "broke the connection while it answered.", null);
                throw new IOException("The connection broke");
            }
            return false;
        }
        read += chunk.remaining();
        if (read > MOST_BYTES) {
            exchange.fail(Kind.GARBLED, "sent more than " + (MOST_BYTES >> 20) + " MiB and did not end.", null);
            close();
            throw new IOException("Too long");
        }
        current = chunk;
        Flow.Subscription from = subscription;
        if (from != null && chunks.isEmpty()) {
            from.request(1);
        }
        return true;
    }

    private ByteBuffer take() throws IOException {
        try {
            ByteBuffer chunk = chunks.poll(Math.max(0, exchange.nanosLeft()), TimeUnit.NANOSECONDS);
            if (chunk != null) {
                return chunk;
            }
        } catch (InterruptedException e) {
            exchange.interrupted();
            close();
            throw new InterruptedIOException("Interrupted");
        }
        close();
        if (exchange.isDone()) {
            return END;
        }
        exchange.fail(Kind.TIMEOUT, "did not finish its answer in time.", null);
        throw new IOException("Too late");
    }

    @Override
    public void close() {
        if (!ended) {
            Flow.Subscription from = subscription;
            Objects.requireNonNull(from, "closed before it was opened").cancel();
        }
    }
}
