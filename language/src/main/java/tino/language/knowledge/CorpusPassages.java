package tino.language.knowledge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tino.language.Passage;
import tino.language.passage.NearDuplicates;
import tino.language.passage.NearDuplicates.Signed;
import tino.language.passage.PassageSplitter;
import tino.language.passage.Signature;
import tino.language.source.SourceReader;
import tino.language.source.SourceRejected;

/**
 * The passages of a corpus as {@link Knowledge} would keep them, without keeping them: for judging answers over a folder.
 *
 * @param rejections files that are no readable documents
 */
public record CorpusPassages(List<Passage> passages, List<Rejection> rejections) {

    /**
     * All files under a folder.
     *
     * @throws IllegalArgumentException if it is no folder
     * @throws IOException if a file cannot be read
     */
    public static CorpusPassages ofFolder(Path folder, KnowledgeSettings settings)
            throws IOException, InterruptedException {
        return read(folder.toString(), CorpusFiles.inFolder(folder), settings);
    }

    /**
     * The Markdown files under a folder of the class path.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static CorpusPassages onClasspath(ClassLoader loader, String folder, KnowledgeSettings settings)
            throws IOException, InterruptedException {
        return read(folder, CorpusFiles.onClasspath(loader, folder), settings);
    }

    private static CorpusPassages read(String corpus, List<CorpusFile> files, KnowledgeSettings settings)
            throws IOException, InterruptedException {
        SourceReader reader = new SourceReader(settings.limits());
        PassageSplitter splitter = new PassageSplitter(settings.passages());
        List<Passage> passages = new ArrayList<>();
        List<Rejection> rejections = new ArrayList<>();
        for (CorpusFile file : files) {
            try {
                byte[] content = file.read(settings.limits().bytes());
                passages.addAll(splitter.split(corpus, reader.read(file.name(), null, "", content)));
            } catch (SourceRejected e) {
                rejections.add(new Rejection(corpus, file.name(), e.reason().name(), String.valueOf(e.getMessage())));
            }
        }
        return new CorpusPassages(distinct(passages, settings.passages().duplicate()), rejections);
    }

    /** Of near-duplicates the first in the order of files. */
    private static List<Passage> distinct(List<Passage> passages, double threshold) {
        Map<String, String> texts = new HashMap<>();
        passages.forEach(passage -> texts.put(passage.id(), passage.text()));
        Set<String> dropped = NearDuplicates.find(
                        passages.stream()
                                .map(passage -> new Signed(passage.id(), Signature.of(passage.text())))
                                .toList(),
                        threshold,
                        id -> texts.getOrDefault(id, ""))
                .keySet();
        return passages.stream()
                .filter(passage -> !dropped.contains(passage.id()))
                .toList();
    }
}
