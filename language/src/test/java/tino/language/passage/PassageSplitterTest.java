package tino.language.passage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import tino.language.Passage;
import tino.language.source.Paragraph;
import tino.language.source.Paragraph.Kind;
import tino.language.source.Section;
import tino.language.source.SourceDocument;

final class PassageSplitterTest {
    private final PassageSplitter splitter = new PassageSplitter(PassageSettings.STANDARD);

    private static SourceDocument document(Section... sections) {
        return new SourceDocument("a.md", "Título", null, List.of(sections));
    }

    private static String sentence(Random random, int words) {
        return "Frase "
                + IntStream.range(1, words)
                        .mapToObj(_ -> "p" + random.nextInt(10_000))
                        .collect(Collectors.joining(" "))
                + ".";
    }

    @Test
    void whatFitsStaysWhole() {
        Section short_ = new Section(
                List.of("A", "B"),
                List.of(new Paragraph(Kind.PROSE, "Um. Dois."), new Paragraph(Kind.LIST, "- x\n- y")));
        List<Passage> passages = splitter.split("c", document(short_));
        assertThat(passages).hasSize(1);
        assertThat(passages.getFirst().text()).isEqualTo("Um. Dois.\n\n- x\n- y");
        assertThat(passages.getFirst().section()).isEqualTo("A › B");
    }

    @RepeatedTest(40)
    void losesNoSentenceAndKeepsItsSizes(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Section> sections = new ArrayList<>();
        List<String> pieces = new ArrayList<>();
        for (int s = 0; s < 1 + random.nextInt(4); s++) {
            List<Paragraph> paragraphs = new ArrayList<>();
            for (int p = 0; p < 1 + random.nextInt(6); p++) {
                boolean prose = random.nextInt(3) > 0;
                List<String> parts = new ArrayList<>();
                for (int i = 0; i < 1 + random.nextInt(12); i++) {
                    parts.add((prose ? "" : "- ") + sentence(random, 2 + random.nextInt(40)));
                }
                pieces.addAll(parts);
                paragraphs.add(new Paragraph(prose ? Kind.PROSE : Kind.LIST, String.join(prose ? " " : "\n", parts)));
            }
            sections.add(new Section(List.of("S" + s), paragraphs));
        }
        List<Passage> passages = splitter.split("c", document(sections.toArray(Section[]::new)));
        String all = passages.stream().map(Passage::text).collect(Collectors.joining("\n\n"));
        assertThat(pieces).allSatisfy(piece -> assertThat(all).contains(piece));
        assertThat(passages)
                .allSatisfy(passage -> assertThat(passage.text().split("\\s+")).hasSizeLessThanOrEqualTo(180));
        assertThat(passages).extracting(Passage::id).doesNotHaveDuplicates();
        assertThat(splitter.split("c", document(sections.toArray(Section[]::new))))
                .isEqualTo(passages);
    }

    @Test
    void passagesOverlapInsideASectionAndAreOfAboutEqualLength() {
        Random random = new Random(1);
        String text = IntStream.range(0, 40).mapToObj(_ -> sentence(random, 12)).collect(Collectors.joining(" "));
        List<Passage> passages =
                splitter.split("c", document(new Section(List.of(), List.of(new Paragraph(Kind.PROSE, text)))));
        assertThat(passages).hasSizeBetween(3, 5);
        for (int i = 1; i < passages.size(); i++) {
            List<String> before = Sentences.of(passages.get(i - 1).text());
            assertThat(Sentences.of(passages.get(i).text()).subList(0, 2))
                    .isEqualTo(before.subList(before.size() - 2, before.size()));
        }
        assertThat(passages)
                .allSatisfy(passage ->
                        assertThat(PassageSplitter.words(passage.text())).isBetween(80, 180));
    }

    @Test
    void whatHasNoEndIsCut() {
        String words = "palavra ".repeat(1_000).strip();
        String run = "x".repeat(100_000);
        List<Passage> passages = splitter.split(
                "c",
                document(new Section(
                        List.of(), List.of(new Paragraph(Kind.PROSE, words), new Paragraph(Kind.TABLE, run)))));
        String all = passages.stream()
                .map(Passage::text)
                .collect(Collectors.joining())
                .replaceAll("\\s", "");
        assertThat(all).isEqualTo((words + run).replace(" ", ""));
        assertThat(passages).allSatisfy(passage -> assertThat(passage.text()).hasSizeLessThan(8_000));
    }

    @Test
    void idsStayWhereNothingChanged() {
        Section a = new Section(List.of("A"), List.of(new Paragraph(Kind.PROSE, "Igual.")));
        Section b = new Section(List.of("B"), List.of(new Paragraph(Kind.PROSE, "Igual.")));
        Section fresh = new Section(List.of("Novo"), List.of(new Paragraph(Kind.PROSE, "Antes de tudo.")));
        Set<String> before = ids(splitter.split("c", document(a, b, a)));
        assertThat(before).hasSize(3);
        assertThat(ids(splitter.split("c", document(fresh, a, b, a)))).containsAll(before);
        assertThat(ids(splitter.split("outro", document(a, b, a)))).doesNotContainAnyElementsOf(before);
    }

    private static Set<String> ids(List<Passage> passages) {
        return passages.stream().map(Passage::id).collect(Collectors.toSet());
    }

    @Test
    void abbreviationsEndNoSentence() {
        assertThat(Sentences.of("O Sr. Silva gastou R$ 1.500,00 em anúncios. Vendeu p. ex. 3.000 peças! Foi bom? Sim."))
                .containsExactly(
                        "O Sr. Silva gastou R$ 1.500,00 em anúncios.",
                        "Vendeu p. ex. 3.000 peças!",
                        "Foi bom?",
                        "Sim.");
    }
}
