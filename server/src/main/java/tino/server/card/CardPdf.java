package tino.server.card;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.regex.Pattern;

/** Prints a card's HTML on A4. Letters that are used travel with the file; nothing is fetched from anywhere. */
public final class CardPdf {
    private static final int NORMAL = 400;
    private static final int BOLD = 700;

    static {
        // It complains about every property of CSS that only screens know.
        XRLog.setLoggingEnabled(false);
    }

    /** What people may have pasted into a text and XML does not allow. */
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]");

    private CardPdf() {}

    /** @param html of {@link CardPaper} */
    public static byte[] of(String html) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PdfRendererBuilder builder = new PdfRendererBuilder();
            font(builder, "DejaVuSansCondensed.ttf", "Card", NORMAL);
            font(builder, "DejaVuSansCondensed-Bold.ttf", "Card", BOLD);
            font(builder, "DejaVuSansMono.ttf", "Card Mono", NORMAL);
            builder.useSVGDrawer(new BatikSVGDrawer())
                    .useUriResolver((base, address) -> null)
                    .withHtmlContent(CONTROL.matcher(html).replaceAll(""), null)
                    .withProducer("Tino " + CardPaper.program())
                    .toStream(out)
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException("The card cannot be printed: " + e.getMessage(), e);
        }
        return out.toByteArray();
    }

    private static void font(PdfRendererBuilder builder, String file, String family, int weight) {
        builder.useFont(() -> open(file), family, weight, FontStyle.NORMAL, true);
    }

    private static InputStream open(String font) {
        return Objects.requireNonNull(
                CardPdf.class.getResourceAsStream("/tino/server/card/" + font),
                () -> "The class path has no font " + font);
    }
}
