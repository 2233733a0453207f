package tino.language.knowledge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tino.language.Passage;
import tino.search.Document;
import tino.search.IndexSchema;

/** Passages as the index keeps them, whole, so that answering needs nothing else. */
public final class PassageDocuments {
    public static final String INDEX = "passages";

    public static final String TITLE = "title";
    public static final String SECTION = "section";
    public static final String TEXT = "text";

    /** Name of the {@link KnowledgeSource}. */
    public static final String CORPUS = "corpus";

    public static final String DOCUMENT = "document";
    public static final String URL = "url";

    private PassageDocuments() {}

    public static IndexSchema schema(PassageBoosts boosts) {
        return new IndexSchema(
                INDEX,
                "pt",
                Map.of(TITLE, boosts.title(), SECTION, boosts.section(), TEXT, boosts.text()),
                List.of(TITLE, SECTION, TEXT),
                Set.of(CORPUS, DOCUMENT, URL),
                Set.of());
    }

    /** @param corpus name of its source */
    public static Document of(String corpus, Passage passage) {
        Map<String, String> keywords = new HashMap<>(Map.of(CORPUS, corpus, DOCUMENT, passage.source()));
        if (passage.url() != null) {
            keywords.put(URL, passage.url());
        }
        return new Document(
                passage.id(),
                Map.of(TITLE, passage.title(), SECTION, passage.section(), TEXT, passage.text()),
                keywords,
                Map.of(),
                null);
    }

    /** The passage of a document of the index. */
    public static Passage passage(Document document) {
        return new Passage(
                document.id(),
                document.keywords().getOrDefault(DOCUMENT, ""),
                document.texts().getOrDefault(TITLE, ""),
                document.texts().getOrDefault(SECTION, ""),
                document.texts().getOrDefault(TEXT, ""),
                document.keywords().get(URL));
    }
}
