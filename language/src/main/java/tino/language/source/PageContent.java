package tino.language.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;

/**
 * What of a page is its content. Out goes what no person sees (by tags, attributes and styles in place; style sheets are not read,
 * for they also hide what a click unfolds) and what is on every page of a site: navigation, headers, footers, asides, forms,
 * notices on cookies, blocks of links. By structure and names, as in Kohlschütter, Fankhauser and Nejdl 2010 link density tells
 * menus from text.
 */
final class PageContent {
    private static final String NEVER_TEXT =
            "script, style, noscript, template, iframe, object, embed, svg, canvas, audio, video, button, select, textarea,"
                    + " input, dialog, head, link, meta, datalist, progress, meter, map";

    private static final String FRAME = "nav, aside, form, [role=navigation], [role=banner], [role=contentinfo],"
            + " [role=search], [role=complementary], [role=dialog], [role=alertdialog], [role=menu], [role=menubar]";

    private static final Set<String> FRAME_NAMES = Set.of(
            "nav",
            "navbar",
            "navigation",
            "menu",
            "sidebar",
            "breadcrumb",
            "breadcrumbs",
            "cookie",
            "cookies",
            "cookie-banner",
            "cookie-consent",
            "consent",
            "newsletter",
            "share",
            "sharing",
            "social",
            "related",
            "related-posts",
            "comments",
            "advertisement",
            "ads",
            "footer",
            "header",
            "site-header",
            "site-footer",
            "popup",
            "modal",
            "skip-link",
            "pagination");

    private static final Pattern HIDING = Pattern.compile(
            "display:none|visibility:(hidden|collapse)|opacity:0*(\\.0+)?(;|!|$)"
                    + "|font-size:0*(\\.0+)?(px|pt|em|rem|%)?(;|!|$)|(left|top|text-indent|right|margin-left):-\\d{3,}"
                    + "|clip:rect\\((0|1px)|clip-path:inset\\((50|100)%|color:transparent"
                    + "|(^|;)(max-)?(height|width):0*(px)?;.*overflow:hidden|overflow:hidden;.*(^|;)(max-)?(height|width):0+(px)?(;|$)");

    /** A block of which more than this share of the characters are links is a menu. */
    private static final double LINKED = .8;

    /** A main part with less than this share of the page's text is none. */
    private static final double MAIN = .2;

    private PageContent() {}

    /** Takes the rest out of the page. */
    static Element of(Document page) {
        removeHidden(page);
        Element content = main(page);
        Element inside = content == page.body() ? null : content;
        content.select(FRAME).remove();
        for (Element element : content.select("header, footer")) {
            // An article's header holds its heading.
            boolean ofPage = inside == null && element.closest("article, main") == null;
            if (ofPage || element.normalName().equals("footer")) {
                element.remove();
            }
        }
        removeNamed(content);
        removeMenus(content);
        return content;
    }

    static void removeHidden(Document page) {
        page.select(NEVER_TEXT).remove();
        page.select("[hidden], [aria-hidden=true], .visually-hidden, .sr-only, .screen-reader-text")
                .remove();
        page.select("[style]").forEach(element -> {
            String style = element.attr("style").toLowerCase(Locale.ROOT).replaceAll("/\\*.*?\\*/|\\s+", "");
            if (HIDING.matcher(style).find()) {
                element.remove();
            }
        });
        List<Comment> comments = new ArrayList<>();
        page.nodeStream(Comment.class).forEach(comments::add);
        comments.forEach(Comment::remove);
    }

    private static Element main(Document page) {
        Element body = page.body();
        int all = body.text().length();
        for (String selector : List.of("main, [role=main]", "article", "[itemprop=articleBody]")) {
            Set<Element> found = new HashSet<>(page.select(selector));
            List<Element> outermost = found.stream()
                    .filter(one -> one.parents().stream().noneMatch(found::contains))
                    .toList();
            // Several articles are a list of them, and all of the page is its content.
            if (selector.equals("article") && outermost.size() > 1) {
                continue;
            }
            Element longest = outermost.stream()
                    .max(Comparator.comparingInt(one -> one.text().length()))
                    .orElse(null);
            if (longest != null && longest.text().length() >= MAIN * all) {
                return longest;
            }
        }
        return body;
    }

    private static void removeNamed(Element content) {
        int all = content.text().length();
        for (Element element : content.select("div, section, ul, p, header, footer")) {
            boolean frame = FRAME_NAMES.contains(element.id().toLowerCase(Locale.ROOT))
                    || element.classNames().stream()
                            .anyMatch(name -> FRAME_NAMES.contains(name.toLowerCase(Locale.ROOT)));
            if (frame
                    && element != content
                    && element.select("h1, main, article").isEmpty()
                    && element.text().length() < all / 2) {
                element.remove();
            }
        }
    }

    private static void removeMenus(Element content) {
        for (Element block : content.select("ul, ol, div, section, p")) {
            Elements links = block.select("a[href]");
            if (links.size() >= 3 && block != content) {
                int linked =
                        links.stream().mapToInt(link -> link.text().length()).sum();
                if (linked > LINKED * block.text().length()) {
                    block.remove();
                }
            }
        }
    }
}
