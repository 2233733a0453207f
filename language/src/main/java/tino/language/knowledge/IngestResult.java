package tino.language.knowledge;

import java.util.List;
import java.util.Optional;

/**
 * What came of reading a source.
 *
 * @param version what changed; empty where nothing did
 * @param unchanged documents that are as they were
 * @param rejections of documents that were looked at now
 * @param complete whether all was looked at; false where the limits of a crawl ended it
 */
public record IngestResult(
        Optional<KnowledgeVersion> version, int unchanged, List<Rejection> rejections, boolean complete) {

    public IngestResult {
        rejections = List.copyOf(rejections);
    }
}
