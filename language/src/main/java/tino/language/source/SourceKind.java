package tino.language.source;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tino.language.source.SourceRejected.Reason;

/** The kinds of documents that are read. */
public enum SourceKind {
    MARKDOWN,
    HTML,
    PDF,
    TEXT;

    private static final Set<String> MARKDOWN_ENDINGS = Set.of("md", "markdown", "mdown");
    private static final Set<String> TEXT_ENDINGS = Set.of("txt", "text", "");
    private static final Set<String> HTML_ENDINGS = Set.of("html", "htm", "xhtml");
    private static final int LOOK = 1_024;

    /** A page may begin with comments and an XML declaration. */
    private static final Pattern HTML_START =
            Pattern.compile("(?is)\\s*(?:<\\?xml[^>]*>|<!--.*?-->|\\s+)*<(?:!doctype\\s+html|html|head|body)\\b.*");

    /** What files of other kinds begin with, for the message. */
    private static final Map<String, String> OTHERS = Map.of(
            "PK\u0003\u0004", "a zip archive (also docx, xlsx, epub)",
            "PK\u0005\u0006", "an empty zip archive",
            "\u001F\u008B", "a gzip archive",
            "\u0089PNG", "a PNG picture",
            "\u00FF\u00D8\u00FF", "a JPEG picture",
            "GIF8", "a GIF picture",
            "\u00D0\u00CF\u0011\u00E0", "an old Office document",
            "{\\rtf", "a rich text document",
            "%!PS", "a PostScript document",
            "\u007FELF", "a program");

    /**
     * The kind by what a document holds. Its name decides only between Markdown and plain text, which look alike.
     *
     * @param name a file's name or an address
     * @param type the media type that a server sent, without parameters; empty where there is none
     * @throws SourceRejected if it is none that is read, or not what its name says
     */
    static SourceKind of(String name, String type, byte[] content) throws SourceRejected {
        String start = new String(content, 0, Math.min(content.length, LOOK), StandardCharsets.ISO_8859_1);
        if (start.contains("%PDF-")) {
            return PDF;
        }
        String ending = ending(name);
        Optional<String> other = OTHERS.entrySet().stream()
                .filter(known -> start.startsWith(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        boolean binary = start.indexOf('\0') >= 0 && !Decoding.hasByteOrderMark(content);
        if (other.isPresent() || binary) {
            throw unknown(name, other.orElse("no text"));
        }
        if (ending.equals("pdf")) {
            throw new SourceRejected(
                    Reason.UNKNOWN_KIND,
                    "Expected a PDF in '" + name + "', for its name says so; it does not begin like one.");
        }
        if (HTML_START.matcher(start).matches()
                || List.of("text/html", "application/xhtml+xml").contains(type)) {
            return HTML;
        }
        if (MARKDOWN_ENDINGS.contains(ending) || type.equals("text/markdown")) {
            return MARKDOWN;
        }
        if (HTML_ENDINGS.contains(ending)) {
            return HTML;
        }
        if (TEXT_ENDINGS.contains(ending) || type.equals("text/plain")) {
            return TEXT;
        }
        throw unknown(name, "'." + ending + "'");
    }

    private static SourceRejected unknown(String name, String came) {
        return new SourceRejected(
                Reason.UNKNOWN_KIND,
                "Expected Markdown, HTML, PDF or plain text in '" + name + "', it is " + came + ".");
    }

    private static String ending(String name) {
        String file = name.replaceFirst("[?#].*", "");
        file = file.substring(file.lastIndexOf('/') + 1);
        return file.lastIndexOf('.') < 0
                ? ""
                : file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
