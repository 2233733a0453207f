package tino.assistant.knowledge;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tino.language.knowledge.IngestProgress;
import tino.language.knowledge.IngestResult;
import tino.language.knowledge.Knowledge;
import tino.language.knowledge.KnowledgeIndex;

/** The articles on retail media that come with the program, as a source like any other. */
public final class ShippedCorpus {
    public static final String SOURCE = "retail-media";
    public static final String FOLDER = "tino/assistant/corpus";
    private static final Logger LOG = LoggerFactory.getLogger(ShippedCorpus.class);

    private ShippedCorpus() {}

    /** Reads what is new of it, and waits until it can be found. */
    public static void bring(Knowledge knowledge, KnowledgeIndex index) throws InterruptedException {
        try {
            IngestResult result = knowledge.ingestClasspath(
                    SOURCE, ShippedCorpus.class.getClassLoader(), FOLDER, "tino", IngestProgress.SILENT);
            index.refresh();
            result.version().ifPresent(version -> LOG.info("The corpus has {} passages now", version.passages()));
        } catch (IllegalStateException another) {
            LOG.info("Sources are being read by another process; the corpus follows at the next start");
        }
    }
}
