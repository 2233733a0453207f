package tino.language.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.Elements;
import org.jspecify.annotations.Nullable;
import tino.language.source.Paragraph.Kind;

/** The main content of a page: what {@link PageContent} leaves of it, by its headings, paragraphs, lists and tables. */
final class HtmlReader {
    private static final Set<String> PARTS_OF_A_LINE = Set.of(
            "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
            "img", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
            "time", "tt", "u", "var", "wbr");

    private static final String BLOCKS =
            "p, div, section, article, ul, ol, dl, table, pre, blockquote, h1, h2, h3, h4, h5, h6";

    /** Deeper is no page that anybody wrote, and every level costs stack. */
    private static final int DEEPEST = 256;

    private final SectionBuilder sections;
    private final StringBuilder line = new StringBuilder();

    private HtmlReader(SectionBuilder sections) {
        this.sections = sections;
    }

    static SourceDocument read(String name, @Nullable String url, String text, String fallback, SourceLimits limits)
            throws SourceRejected {
        Document page = parse(text);
        String title = title(page);
        Element content = PageContent.of(page);
        SectionBuilder sections = new SectionBuilder(title, limits);
        HtmlReader reader = new HtmlReader(sections);
        reader.block(content);
        reader.end();
        return sections.build(name, url, fallback);
    }

    /** HTML inside another document. */
    static void fragment(String html, SectionBuilder sections, SourceLimits limits) throws SourceRejected {
        Document page = parse(html);
        PageContent.removeHidden(page);
        HtmlReader reader = new HtmlReader(sections);
        reader.block(page.body());
        reader.end();
    }

    private static Document parse(String html) {
        return Jsoup.parse(html, "", Parser.htmlParser().setMaxDepth(DEEPEST));
    }

    /** The page's own name for itself: its only heading of level 1, else its title without the site's name behind a bar. */
    private static @Nullable String title(Document page) {
        Elements headings = page.select("main h1, article h1, [role=main] h1");
        if (headings.isEmpty()) {
            headings = page.select("h1");
        }
        String heading = headings.size() == 1
                        && headings.getFirst().children().select(BLOCKS).isEmpty()
                ? Cleaning.line(headings.getFirst().text())
                : "";
        if (!heading.isEmpty()) {
            return heading;
        }
        String title = Cleaning.line(page.title()).replaceFirst("\\s+[|–—·»-]\\s+[^|–—·»-]{1,40}$", "");
        return title.isEmpty() ? null : title;
    }

    private void block(Element parent) throws SourceRejected {
        for (Node node : parent.childNodes()) {
            switch (node) {
                case TextNode text -> line.append(text.getWholeText());
                case Element element -> element(element);
                default -> {}
            }
        }
    }

    private void element(Element element) throws SourceRejected {
        String tag = element.normalName();
        switch (tag) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> {
                end();
                heading(tag.charAt(1) - '0', element);
            }
            case "br" -> line.append(' ');
            case "ul", "ol", "dl" -> {
                end();
                if (simple(element)) {
                    sections.lines(Kind.LIST, items(element));
                } else {
                    block(element);
                    end();
                }
            }
            case "table" -> {
                end();
                if (ofData(element)) {
                    table(element);
                } else {
                    block(element);
                    end();
                }
            }
            case "pre" -> {
                end();
                sections.lines(Kind.CODE, element.wholeText().lines().toList());
            }
            default -> {
                if (PARTS_OF_A_LINE.contains(tag)) {
                    block(element);
                } else {
                    end();
                    block(element);
                    end();
                }
            }
        }
    }

    /** In broken pages what follows a heading may stand inside it. */
    private void heading(int level, Element element) throws SourceRejected {
        if (element.children().select(BLOCKS).isEmpty()) {
            sections.heading(level, element.text());
            return;
        }
        StringBuilder text = new StringBuilder();
        Element rest = element.clone();
        while (rest.childNodeSize() > 0 && !(rest.childNode(0) instanceof Element child && blockIn(child))) {
            Node node = rest.childNode(0);
            text.append(
                    node instanceof Element child ? child.text() : ((node instanceof TextNode own) ? own.text() : ""));
            node.remove();
        }
        sections.heading(level, text.toString());
        block(rest);
        end();
    }

    private static boolean blockIn(Element element) {
        return element.is(BLOCKS) || element.selectFirst(BLOCKS) != null;
    }

    private void end() throws SourceRejected {
        String text = line.toString();
        line.setLength(0);
        sections.prose(text);
    }

    /** Whether it only lists; lists are also used to lay out pages. */
    private static boolean simple(Element list) {
        return list.select("h1, h2, h3, h4, h5, h6, table, article, section").isEmpty();
    }

    private static List<String> items(Element list) {
        List<String> lines = new ArrayList<>();
        int number = 1;
        for (Element item : list.children()) {
            String mark = switch (list.normalName()) {
                case "ol" -> number++ + ". ";
                case "ul" -> "- ";
                default -> "";
            };
            if (list.normalName().equals("dl") && item.normalName().equals("dd") && !lines.isEmpty()) {
                lines.set(lines.size() - 1, lines.getLast() + ": " + item.text());
                continue;
            }
            Element own = item.clone();
            own.select("ul, ol, dl").remove();
            String text = Cleaning.line(own.text());
            if (!text.isEmpty()) {
                lines.add(mark + text);
            }
            for (Element nested : item.children()) {
                if (Set.of("ul", "ol", "dl").contains(nested.normalName())) {
                    lines.addAll(items(nested));
                }
            }
        }
        return lines;
    }

    /** Tables are also used to lay out pages; those hold other blocks or say so. */
    private static boolean ofData(Element table) {
        return !table.attr("role").equals("presentation")
                && table.select("table table, h1, h2, h3, h4, article, section, form")
                        .isEmpty()
                && table.select("tr").size() > 1;
    }

    private void table(Element table) throws SourceRejected {
        Element caption = table.selectFirst("caption");
        if (caption != null) {
            sections.prose(caption.text());
        }
        List<String> columns = List.of();
        List<List<String>> rows = new ArrayList<>();
        for (Element row : table.select("tr")) {
            List<String> cells =
                    row.select("> th, > td").stream().map(Element::text).toList();
            boolean names = row.select("> td").isEmpty() || row.closest("thead") != null;
            if (names && columns.isEmpty() && rows.isEmpty()) {
                columns = cells;
            } else {
                rows.add(cells);
            }
        }
        sections.lines(Kind.TABLE, TableRows.of(columns, rows));
    }
}
