package tino.search;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds an index when it was never built, cannot be used or was built for another schema or embedder, and again each time it
 * has doubled: what was learned from few documents knows few words. The tables have everything, so nothing can be lost by
 * building.
 */
public final class IndexCare implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IndexCare.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final long FEW = 100;

    private final LiveIndex index;
    private final Supplier<Stream<Document>> documents;
    private volatile long learnedFrom;
    private volatile @Nullable Thread thread;

    /** @param documents everything, as it is when asked; each stream is closed */
    public IndexCare(LiveIndex index, Supplier<Stream<Document>> documents) {
        this.index = index;
        this.documents = documents;
    }

    /**
     * Looks after the index from now on. One that was never built is built before this returns; any other answers from what it
     * has while it is built anew.
     */
    public void start() {
        if (index.state() instanceof LiveIndex.State.Empty) {
            rebuild(RebuildProgress.SILENT);
        } else {
            learnedFrom = index.size();
        }
        Thread carer =
                Thread.ofVirtual().name("index-care-" + index.schema().name()).unstarted(this::care);
        thread = carer; // before it starts: it runs for as long as it finds itself here
        carer.start();
    }

    private void care() {
        while (thread == Thread.currentThread()) {
            try {
                look();
            } catch (RuntimeException e) {
                LOG.warn(
                        "The index '{}' could not be built; it is tried again in {} s: {}",
                        index.schema().name(),
                        LOOK_EVERY.toSeconds(),
                        e.toString());
            }
            // An index grows, or ages, without telling.
            try {
                Thread.sleep(LOOK_EVERY);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    /** Builds the index anew if that is due. */
    public void look() {
        switch (index.state()) {
            case LiveIndex.State.Ready() -> {
                if (index.size() >= 2 * learnedFrom + FEW) {
                    LOG.info(
                            "The index '{}' has grown from {} to {} documents: learning anew.",
                            index.schema().name(),
                            learnedFrom,
                            index.size());
                    rebuild(RebuildProgress.SILENT);
                }
            }
            case LiveIndex.State.Empty() -> rebuild(RebuildProgress.SILENT);
            case LiveIndex.State.Outdated(String reason) -> {
                LOG.info("Building the index '{}' anew: {}.", index.schema().name(), reason);
                rebuild(RebuildProgress.SILENT);
            }
            case LiveIndex.State.Unreadable(var problem) -> {
                LOG.error("Building the index '{}' anew: {}", index.schema().name(), problem.getMessage());
                rebuild(RebuildProgress.SILENT);
            }
        }
    }

    /** Builds the index anew, whether that is due or not. */
    public void rebuild(RebuildProgress progress) {
        index.rebuild(documents, progress);
        learnedFrom = index.size();
    }

    @Override
    public void close() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
        }
    }
}
