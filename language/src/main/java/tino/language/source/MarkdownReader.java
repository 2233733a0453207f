package tino.language.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;
import tino.language.source.Paragraph.Kind;

/** Markdown as of CommonMark 0.31, with the tables of GitHub; a front matter between {@code ---} gives the title. */
final class MarkdownReader {
    // Deeper is no text that anybody wrote, and every level costs stack.
    private static final int DEEPEST = 50;

    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .maxOpenBlockParsers(DEEPEST)
            .maxInlineNesting(DEEPEST)
            .build();

    private final SectionBuilder sections;
    private final SourceLimits limits;

    private MarkdownReader(SectionBuilder sections, SourceLimits limits) {
        this.sections = sections;
        this.limits = limits;
    }

    static SourceDocument read(String name, @Nullable String url, String text, String fallback, SourceLimits limits)
            throws SourceRejected {
        String body = text;
        String title = null;
        int end = text.startsWith("---\n") ? text.indexOf("\n---\n", 3) : -1;
        if (end > 0) {
            body = text.substring(end + 5);
            title = title(text.substring(4, Math.max(4, end))).orElse(null);
        }
        SectionBuilder sections = new SectionBuilder(title, limits);
        new MarkdownReader(sections, limits).blocks(PARSER.parse(body));
        return sections.build(name, url, fallback);
    }

    private static Optional<String> title(String frontMatter) {
        return frontMatter
                .lines()
                .filter(line -> line.startsWith("title:"))
                .map(line -> line.substring("title:".length()).strip().replaceAll("^([\"'])(.*)\\1$", "$2"))
                .findFirst();
    }

    private void blocks(Node parent) throws SourceRejected {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            switch (node) {
                case Heading heading -> sections.heading(heading.getLevel(), inline(heading));
                case ListBlock list -> sections.lines(Kind.LIST, items(list, ""));
                case TableBlock table -> sections.lines(Kind.TABLE, rows(table));
                case FencedCodeBlock code ->
                    sections.lines(Kind.CODE, code.getLiteral().lines().toList());
                case IndentedCodeBlock code ->
                    sections.lines(Kind.CODE, code.getLiteral().lines().toList());
                case HtmlBlock html -> HtmlReader.fragment(html.getLiteral(), sections, limits);
                case BlockQuote quote -> blocks(quote);
                default -> sections.prose(inline(node));
            }
        }
    }

    private static List<String> items(ListBlock list, String indent) {
        List<String> lines = new ArrayList<>();
        int number = list instanceof OrderedList ordered && ordered.getMarkerStartNumber() != null
                ? ordered.getMarkerStartNumber()
                : 1;
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            String mark = list instanceof OrderedList ? number++ + ". " : "- ";
            for (Node part = item.getFirstChild(); part != null; part = part.getNext()) {
                if (part instanceof ListBlock nested) {
                    lines.addAll(items(nested, indent + "  "));
                } else {
                    lines.add(mark + inline(part));
                    mark = "";
                }
            }
        }
        return lines;
    }

    private static List<String> rows(TableBlock table) {
        List<String> columns = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
            for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
                List<String> cells = new ArrayList<>();
                for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
                    cells.add(inline(cell));
                }
                if (part instanceof TableHead) {
                    columns.addAll(cells);
                } else if (part instanceof TableBody) {
                    rows.add(cells);
                }
            }
        }
        return TableRows.of(columns, rows);
    }

    /** The text of what is under a node, without addresses of links, pictures and HTML. */
    private static String inline(Node node) {
        StringBuilder text = new StringBuilder();
        collect(node, text);
        return text.toString();
    }

    private static void collect(Node parent, StringBuilder text) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            switch (node) {
                case Text literal -> text.append(literal.getLiteral());
                case Code code -> text.append(code.getLiteral());
                case SoftLineBreak _ -> text.append(' ');
                case HardLineBreak _ -> text.append(' ');
                case FencedCodeBlock code -> text.append(code.getLiteral()).append(' ');
                case Paragraph paragraph -> {
                    collect(paragraph, text);
                    text.append(' ');
                }
                default -> collect(node, text);
            }
        }
    }
}
