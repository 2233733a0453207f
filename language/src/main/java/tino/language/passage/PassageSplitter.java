package tino.language.passage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import tino.language.Passage;
import tino.language.source.Paragraph;
import tino.language.source.Section;
import tino.language.source.SourceDocument;

/**
 * Cuts documents into passages. Each is of one section. A section that is too long is cut between paragraphs or sentences into
 * parts of about equal length, each of which begins with the last sentences of the one before; lists and tables stay whole where
 * they fit, and are cut between their lines where they do not. Nothing is lost: every sentence is in some passage.
 */
public final class PassageSplitter {
    /** Changes when the same document is cut into other passages. */
    public static final int VERSION = 1;

    /** A part may be closed this far below its share, rather than be cut inside a paragraph. */
    private static final double NEARLY = .8;

    private static final double REST = .4;
    private static final int LONGEST_WORD = 40;
    private static final String PARAGRAPH = "\n\n";
    private static final String LINE = "\n";
    private static final String SPACE = " ";

    private final PassageSettings settings;

    /**
     * What is not cut.
     *
     * @param before what stands between it and what comes before it in a passage
     * @param sentence whether it may be repeated at the beginning of the next
     */
    private record Piece(String text, int words, String before, boolean sentence) {
        boolean beginsParagraph() {
            return before.equals(PARAGRAPH);
        }
    }

    public PassageSplitter(PassageSettings settings) {
        this.settings = settings;
    }

    /**
     * Cuts a document.
     *
     * @param corpus tells documents of one name in several corpora apart
     * @return at least one passage; a passage's id is the same as long as corpus, name, headings and text are
     */
    public List<Passage> split(String corpus, SourceDocument document) {
        List<Passage> passages = new ArrayList<>();
        Map<String, Integer> alike = new HashMap<>();
        for (Section section : document.sections()) {
            for (String text : texts(section)) {
                String place = String.join("\u0000", corpus, document.name(), section.path(), text);
                int number = alike.merge(place, 1, Integer::sum);
                passages.add(new Passage(
                        id(place + '\u0000' + number),
                        document.name(),
                        document.title(),
                        section.path(),
                        text,
                        document.url()));
            }
        }
        return passages;
    }

    private static String id(String place) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(place.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every JDK has SHA-256", e);
        }
    }

    private List<String> texts(Section section) {
        List<Piece> pieces = new ArrayList<>();
        section.paragraphs().forEach(paragraph -> pieces.addAll(pieces(paragraph)));
        int words = pieces.stream().mapToInt(Piece::words).sum();
        int parts = Math.ceilDiv(words, settings.most());
        int share = Math.min(settings.most(), Math.ceilDiv(words, Math.max(1, parts)) + settings.overlapWords() / 2);
        List<String> texts = new ArrayList<>();
        List<Piece> open = new ArrayList<>();
        int openWords = 0;
        int repeated = 0;
        int left = words;
        for (Piece piece : pieces) {
            boolean full = openWords + piece.words() > settings.most();
            boolean fair = openWords + piece.words() > share || piece.beginsParagraph() && openWords >= NEARLY * share;
            // A short rest rather makes the last one longer.
            if (open.size() > repeated && (full || fair && left > share * REST)) {
                texts.add(text(open));
                List<Piece> overlap = overlap(open, piece);
                open = new ArrayList<>(overlap);
                openWords = overlap.stream().mapToInt(Piece::words).sum();
                repeated = overlap.size();
            }
            open.add(piece);
            openWords += piece.words();
            left -= piece.words();
        }
        if (open.size() > repeated) {
            texts.add(text(open));
        }
        return texts;
    }

    private static String text(List<Piece> pieces) {
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            text.append(text.isEmpty() ? "" : piece.before()).append(piece.text());
        }
        return text.toString();
    }

    /** The last sentences of a passage, if they leave room for what comes next. */
    private List<Piece> overlap(List<Piece> closed, Piece next) {
        int from = closed.size();
        int words = 0;
        while (from > 0 && closed.size() - from < settings.overlap()) {
            Piece last = closed.get(from - 1);
            words += last.words();
            if (!last.sentence() || words > settings.overlapWords() || words + next.words() > settings.most()) {
                break;
            }
            from--;
        }
        // Whole passages are not repeated.
        return from == 0 ? List.of() : closed.subList(from, closed.size());
    }

    private List<Piece> pieces(Paragraph paragraph) {
        List<Piece> pieces = new ArrayList<>();
        if (paragraph.kind() == Paragraph.Kind.PROSE) {
            String before = PARAGRAPH;
            for (String sentence : Sentences.of(paragraph.text())) {
                before = add(pieces, sentence, before, SPACE, true);
            }
            return pieces;
        }
        int words = words(paragraph.text());
        if (words <= settings.most()) {
            return List.of(new Piece(paragraph.text(), words, PARAGRAPH, false));
        }
        String before = PARAGRAPH;
        for (String line : paragraph.text().split(LINE)) {
            before = add(pieces, line, before, LINE, false);
        }
        return pieces;
    }

    /** Adds it whole, or cut between words where it is longer than a passage may be. */
    private String add(List<Piece> pieces, String text, String before, String between, boolean sentence) {
        int words = words(text);
        if (words <= settings.most()) {
            pieces.add(new Piece(text, words, before, sentence));
            return between;
        }
        StringBuilder part = new StringBuilder();
        int partWords = 0;
        String gap = before;
        for (String token : text.strip().split("\\s+")) {
            for (int from = 0; from < token.length(); ) {
                int to = from + Math.min(token.length() - from, LONGEST_WORD);
                to -= to < token.length() && Character.isHighSurrogate(token.charAt(to - 1)) ? 1 : 0;
                if (partWords == settings.most()) {
                    pieces.add(new Piece(part.toString(), partWords, gap, false));
                    part.setLength(0);
                    partWords = 0;
                    gap = from == 0 ? SPACE : "";
                }
                part.append(part.isEmpty() || from > 0 ? "" : SPACE).append(token, from, to);
                partWords++;
                from = to;
            }
        }
        pieces.add(new Piece(part.toString(), partWords, gap, false));
        return between;
    }

    /** Words as white space parts them. A long run without any counts as many, or text of other scripts would be one word. */
    static int words(String text) {
        int words = 0;
        int length = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || Character.isWhitespace(text.charAt(i))) {
                words += Math.ceilDiv(length, LONGEST_WORD);
                length = 0;
            } else {
                length++;
            }
        }
        return words;
    }
}
