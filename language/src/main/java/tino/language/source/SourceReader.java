package tino.language.source;

import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tino.language.source.SourceRejected.Reason;

/**
 * Reads documents that nobody vouches for: Markdown, HTML, PDF and plain text. Text comes out as a person would see it, cleaned by
 * {@link Cleaning}. Every document either comes out or is rejected with a reason, within the limits. Safe for use by many threads.
 */
public final class SourceReader {
    /** Changes when the same bytes come out as another text. */
    public static final int VERSION = 1;

    /** Readers descend into what is nested; how deep they may is limited, and this is enough for that. */
    private static final long STACK = 16L << 20;

    private static final Pattern EMPTY_LINES = Pattern.compile("\\n[\\s&&[^\\n]]*\\n\\s*");
    private static final int LONGEST_NAME = 200;

    private final SourceLimits limits;

    private interface Reading {
        SourceDocument read() throws SourceRejected;
    }

    public SourceReader(SourceLimits limits) {
        this.limits = limits;
    }

    public SourceLimits limits() {
        return limits;
    }

    /**
     * Reads a document.
     *
     * @param name a path under a folder, or an address; where nothing in the document says better, its title is made from that
     * @param url where a person finds it
     * @param type the media type that a server sent, without parameters; empty where there is none
     * @throws SourceRejected if it cannot be read; says why
     * @throws InterruptedException if this thread was interrupted
     */
    public SourceDocument read(String name, @Nullable String url, String type, byte[] content)
            throws SourceRejected, InterruptedException {
        if (content.length > limits.bytes()) {
            throw new SourceRejected(
                    Reason.TOO_LARGE, "Expected at most " + limits.bytes() + " bytes, got more. Split the document.");
        }
        SourceKind kind = SourceKind.of(name, type, content);
        return inTime(() -> switch (kind) {
            case PDF -> PdfReader.read(name, url, content, title(name), limits);
            case HTML -> HtmlReader.read(name, url, Decoding.decode(content, kind), title(name), limits);
            case MARKDOWN -> MarkdownReader.read(name, url, Decoding.decode(content, kind), title(name), limits);
            case TEXT -> plain(name, url, Decoding.decode(content, kind));
        });
    }

    private SourceDocument plain(String name, @Nullable String url, String text) throws SourceRejected {
        SectionBuilder sections = new SectionBuilder(null, limits);
        for (String paragraph : EMPTY_LINES.split(text)) {
            sections.prose(paragraph);
        }
        return sections.build(name, url, title(name));
    }

    /** {@code guia/o-que-e-acos.md} becomes "O que e acos". */
    private static String title(String name) {
        String path = name.replaceFirst("[?#].*", "").replaceFirst("/+$", "");
        String file = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.[A-Za-z0-9]{1,8}$", "");
        String words = Cleaning.line(file.replaceAll("[-_+]+", " "));
        if (words.isEmpty()) {
            return name;
        }
        String shortened = words.length() <= LONGEST_NAME ? words : words.substring(0, LONGEST_NAME);
        return shortened.substring(0, 1).toUpperCase(Locale.ROOT) + shortened.substring(1);
    }

    /** Libraries cannot be told to stop, so they work in a thread that is left behind if need be. */
    private SourceDocument inTime(Reading reading) throws SourceRejected, InterruptedException {
        FutureTask<SourceDocument> task = new FutureTask<>(reading::read);
        Thread reader = new Thread(null, task, "tino-source-reader", STACK, false);
        reader.setDaemon(true);
        reader.start();
        try {
            return task.get(limits.time().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            reader.interrupt();
            throw new SourceRejected(
                    Reason.TOO_SLOW, String.valueOf(new Deadline.Expired(limits.time()).getMessage()), e);
        } catch (ExecutionException e) {
            throw rejected(e.getCause() == null ? e : e.getCause());
        }
    }

    private static SourceRejected rejected(Throwable cause) {
        return switch (cause) {
            case SourceRejected rejected -> rejected;
            case Deadline.Expired late -> new SourceRejected(Reason.TOO_SLOW, String.valueOf(late.getMessage()), late);
            case StackOverflowError deep ->
                new SourceRejected(Reason.DAMAGED, "Expected a document, got one nested too deep to be read.", deep);
            // One huge array that a file asked for could not be had; nothing else was harmed.
            case OutOfMemoryError large ->
                new SourceRejected(Reason.BOMB, "Expected a document that fits into memory, it does not.", large);
            case Error error -> throw error;
            default ->
                new SourceRejected(
                        Reason.DAMAGED, "Expected a whole document, this one cannot be read: " + cause, cause);
        };
    }
}
