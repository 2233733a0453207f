package tino.language.knowledge;

import tino.language.passage.PassageSettings;
import tino.language.passage.PassageSplitter;
import tino.language.source.SourceLimits;
import tino.language.source.SourceReader;

/**
 * How sources are read.
 *
 * @param limits of one document
 * @param passages how documents are cut
 * @param batch documents written in one transaction
 */
public record KnowledgeSettings(SourceLimits limits, PassageSettings passages, int batch) {

    public static final KnowledgeSettings STANDARD =
            new KnowledgeSettings(SourceLimits.STANDARD, PassageSettings.STANDARD, 32);

    public KnowledgeSettings {
        if (batch < 1) {
            throw new IllegalArgumentException("A batch has at least 1 document, got " + batch);
        }
    }

    /** Equal for two settings under which the same bytes give the same passages or the same rejection. */
    String recipe() {
        return SourceReader.VERSION + "." + PassageSplitter.VERSION + " " + passages.fingerprint() + " "
                + limits.bytes() + "/" + limits.characters() + "/" + limits.pages() + "/" + limits.unpacked();
    }
}
