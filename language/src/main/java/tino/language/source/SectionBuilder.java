package tino.language.source;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Headings and paragraphs in the order they come, made into sections. */
final class SectionBuilder {

    /** A heading and how deep it is; the first of the top may turn out to be the title. */
    private record Heading(int level, String text) {}

    private final int mostCharacters;
    private final List<Heading> path = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();
    private List<Paragraph> paragraphs = new ArrayList<>();
    private @Nullable String title;
    private boolean first = true;
    private int characters;

    /** @param title where it is known; {@code null} takes the first heading of level 1 for it */
    SectionBuilder(@Nullable String title, SourceLimits limits) {
        this.title = title == null || title.isBlank() ? null : title;
        this.mostCharacters = limits.characters();
    }

    /** @param level 1 is the outermost */
    void heading(int level, String text) throws SourceRejected {
        String heading = Cleaning.line(text);
        if (heading.isEmpty()) {
            return;
        }
        count(heading);
        close();
        path.removeIf(above -> above.level() >= level);
        // The heading that repeats the title leads nowhere.
        if (first && level == 1 && (title == null || title.contains(heading))) {
            title = title == null ? heading : title;
        } else {
            path.add(new Heading(level, heading));
        }
        first = first && level != 1;
    }

    void prose(String text) throws SourceRejected {
        add(Paragraph.Kind.PROSE, Cleaning.line(text));
    }

    /** A list, a table or code: line by line. */
    void lines(Paragraph.Kind kind, List<String> lines) throws SourceRejected {
        add(
                kind,
                lines.stream()
                        .map(Cleaning::line)
                        .filter(line -> !line.isEmpty())
                        .collect(Collectors.joining("\n")));
    }

    private void add(Paragraph.Kind kind, String text) throws SourceRejected {
        if (!text.isEmpty()) {
            count(text);
            paragraphs.add(new Paragraph(kind, text));
        }
    }

    private void count(String text) throws SourceRejected {
        characters += text.length();
        if (characters > mostCharacters) {
            throw new SourceRejected(
                    SourceRejected.Reason.TOO_LARGE,
                    "Expected at most " + mostCharacters + " characters of text, got more. Split the document.");
        }
    }

    private void close() {
        if (!paragraphs.isEmpty()) {
            sections.add(new Section(path.stream().map(Heading::text).toList(), paragraphs));
            paragraphs = new ArrayList<>();
        }
    }

    /** @param fallback the title where none was found */
    SourceDocument build(String name, @Nullable String url, String fallback) throws SourceRejected {
        close();
        if (sections.isEmpty()) {
            throw new SourceRejected(
                    SourceRejected.Reason.EMPTY, "Expected a document with text, got none that a person would see.");
        }
        return new SourceDocument(name, title == null ? fallback : title, url, sections);
    }
}
