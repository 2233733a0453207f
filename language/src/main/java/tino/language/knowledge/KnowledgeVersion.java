package tino.language.knowledge;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one reading changed.
 *
 * @param finishedAt {@code null} where the reading is going on or was broken off; the next one of the source goes on with it
 * @param added documents that were not there; like the next three
 * @param rejected documents found to be unreadable
 * @param duplicates passages dropped, for others say the same
 * @param passages that could be found when it was finished, of all sources
 */
public record KnowledgeVersion(
        long number,
        String source,
        String by,
        Instant startedAt,
        @Nullable Instant finishedAt,
        int added,
        int changed,
        int removed,
        int rejected,
        int duplicates,
        int passages) {}
