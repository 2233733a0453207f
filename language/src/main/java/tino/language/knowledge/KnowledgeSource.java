package tino.language.knowledge;

import java.time.Instant;

/**
 * Where documents come from.
 *
 * @param name given by whoever added it
 * @param location a folder, a folder of the class path, or start addresses, one a line
 * @param documents read of it
 * @param rejected documents that could not be read; see {@link Knowledge#rejections}
 * @param passages that can be found
 */
public record KnowledgeSource(
        String name, Kind kind, String location, Instant createdAt, int documents, int rejected, int passages) {

    public enum Kind {
        FOLDER,
        CLASSPATH,
        SITE
    }
}
