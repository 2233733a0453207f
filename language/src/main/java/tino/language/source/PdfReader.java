package tino.language.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.jspecify.annotations.Nullable;
import tino.language.source.SourceRejected.Reason;

/**
 * The text of a PDF. Lines set clearly larger than most are headings, larger ones above smaller ones; without any, each page is a
 * section. Lines repeated at the top or foot of most pages go, hyphens at line ends too.
 */
final class PdfReader {
    private static final double HEADING = 1.15;
    private static final int LONGEST_HEADING = 150;
    private static final int LEVELS = 3;
    private static final double REPEATED = .6;

    /** Pronouns keep their hyphen: tornou-se. */
    private static final Pattern PRONOUN =
            Pattern.compile("(?:se|me|te|lhes?|nos|vos|[ln]?[oa]s?)\\b.*", Pattern.UNICODE_CHARACTER_CLASS);

    private PdfReader() {}

    static SourceDocument read(String name, @Nullable String url, byte[] file, String fallback, SourceLimits limits)
            throws SourceRejected {
        Deadline deadline = new Deadline(limits.time());
        if (Unpacking.encrypted(file)) {
            throw encrypted(null);
        }
        try {
            new Unpacking(limits, deadline).check(file);
            try (PDDocument document = Loader.loadPDF(
                    file, "", null, null, MemoryUsageSetting.setupMainMemoryOnly(limits.unpacked()).streamCache)) {
                if (document.isEncrypted()) {
                    throw encrypted(null);
                }
                if (document.getNumberOfPages() > limits.pages()) {
                    throw new SourceRejected(
                            Reason.TOO_LARGE,
                            "Expected at most " + limits.pages() + " pages, got " + document.getNumberOfPages()
                                    + ". Split the document.");
                }
                new Unpacking(limits, deadline).check(document.getDocument());
                List<List<PdfLine>> pages = PdfLines.of(document, limits, deadline);
                return document(name, url, title(document), pages, fallback, limits);
            }
        } catch (Unpacking.TooMuch e) {
            throw new SourceRejected(Reason.BOMB, String.valueOf(e.getMessage()), e);
        } catch (InvalidPasswordException e) {
            throw encrypted(e);
        } catch (PdfLines.TooLong e) {
            throw new SourceRejected(Reason.TOO_LARGE, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new SourceRejected(
                    Reason.DAMAGED, "Expected a whole PDF, this one is broken or cut off: " + e.getMessage(), e);
        }
    }

    private static SourceRejected encrypted(@Nullable Exception cause) {
        return new SourceRejected(
                Reason.ENCRYPTED, "Expected a PDF without protection, this one is encrypted. Save it without.", cause);
    }

    private static @Nullable String title(PDDocument document) {
        String title = document.getDocumentInformation().getTitle();
        String clean = title == null ? "" : Cleaning.line(title);
        boolean made = clean.toLowerCase(Locale.ROOT)
                .matches("untitled.*|sem t[ií]tulo.*|microsoft word.*|.*\\.(docx?|odt|pptx?|indd|tex|dvi|pdf)");
        return clean.length() < 3 || made ? null : clean;
    }

    private static SourceDocument document(
            String name,
            @Nullable String url,
            @Nullable String title,
            List<List<PdfLine>> pages,
            String fallback,
            SourceLimits limits)
            throws SourceRejected {
        Set<String> repeated = repeated(pages);
        List<Double> headings = headingSizes(pages);
        SectionBuilder sections = new SectionBuilder(title, limits);
        StringBuilder paragraph = new StringBuilder();
        for (int number = 0; number < pages.size(); number++) {
            List<PdfLine> page = pages.get(number);
            if (headings.isEmpty() && pages.size() > 1 && !continues(paragraph, page)) {
                sections.prose(take(paragraph));
                sections.heading(2, "p. " + (number + 1));
            }
            for (int i = 0; i < page.size(); i++) {
                PdfLine line = page.get(i);
                int level = level(line, headings);
                // "Part 2", "Part 3" in large letters are headings, however many pages begin so.
                if (level == 0 && (i < 2 || i >= page.size() - 2) && repeated.contains(shape(line))) {
                    continue;
                }
                if (level > 0) {
                    sections.prose(take(paragraph));
                    StringBuilder heading = new StringBuilder(line.text());
                    while (i + 1 < page.size()
                            && page.get(i + 1).size() == line.size()
                            && heading.length() + page.get(i + 1).text().length() < LONGEST_HEADING) {
                        join(heading, page.get(++i).text());
                    }
                    sections.heading(level, heading.toString());
                } else {
                    if (line.begins() && !(i == 0 && continues(paragraph, page))) {
                        sections.prose(take(paragraph));
                    }
                    join(paragraph, line.text());
                }
            }
        }
        sections.prose(take(paragraph));
        return sections.build(name, url, fallback);
    }

    private static String take(StringBuilder text) {
        String taken = text.toString();
        text.setLength(0);
        return taken;
    }

    /** Whether the paragraph at hand ends on this page only. */
    private static boolean continues(StringBuilder paragraph, List<PdfLine> page) {
        return !paragraph.isEmpty()
                && !page.isEmpty()
                && ".!?:;".indexOf(paragraph.charAt(paragraph.length() - 1)) < 0
                && Character.isLowerCase(page.getFirst().text().codePointAt(0));
    }

    private static void join(StringBuilder text, String line) {
        if (text.isEmpty()) {
            text.append(line);
        } else if (hyphenated(text) && Character.isLowerCase(line.codePointAt(0))) {
            if (!PRONOUN.matcher(line).matches()) {
                text.setLength(text.length() - 1);
            }
            text.append(line);
        } else {
            text.append(' ').append(line);
        }
    }

    private static boolean hyphenated(CharSequence text) {
        int last = text.length() - 1;
        return last > 0 && text.charAt(last) == '-' && Character.isLetter(text.charAt(last - 1));
    }

    /** Lines at the top or foot of most pages, by their {@link #shape}. */
    private static Set<String> repeated(List<List<PdfLine>> pages) {
        Set<String> repeated = new HashSet<>();
        if (pages.size() >= 3) {
            Map<String, Integer> counts = new HashMap<>();
            for (List<PdfLine> page : pages) {
                Stream.concat(page.stream().limit(2), page.stream().skip(Math.max(2, page.size() - 2)))
                        .map(PdfReader::shape)
                        .distinct()
                        .forEach(shape -> counts.merge(shape, 1, Integer::sum));
            }
            counts.forEach((shape, count) -> {
                if (count >= REPEATED * pages.size()) {
                    repeated.add(shape);
                }
            });
        }
        return repeated;
    }

    /** Page numbers differ. */
    private static String shape(PdfLine line) {
        return line.text().replaceAll("\\d+", "#");
    }

    /** Sizes of headings, the largest first; empty where all is of one size. */
    private static List<Double> headingSizes(List<List<PdfLine>> pages) {
        Map<Double, Integer> letters = new HashMap<>();
        pages.forEach(page ->
                page.forEach(line -> letters.merge(line.size(), line.text().length(), Integer::sum)));
        double usual = letters.entrySet().stream()
                .max(Map.Entry.<Double, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(0.0);
        Set<Double> larger = new TreeSet<>(Comparator.reverseOrder());
        letters.keySet().stream().filter(size -> size >= HEADING * usual).forEach(larger::add);
        return new ArrayList<>(larger);
    }

    /** 0 for what is no heading. */
    private static int level(PdfLine line, List<Double> sizes) {
        int place = sizes.indexOf(line.size());
        boolean ends = line.text().endsWith(".")
                || line.text().endsWith(",")
                || line.text().endsWith(";");
        return place < 0 || ends || line.text().length() > LONGEST_HEADING ? 0 : Math.min(place + 1, LEVELS);
    }
}
