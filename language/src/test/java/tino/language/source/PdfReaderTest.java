package tino.language.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tino.language.source.SourceRejected.Reason;

/** PDFs made here by PDFBox, whole and broken. */
final class PdfReaderTest {
    private final SourceReader reader = new SourceReader(SourceLimits.STANDARD);

    private record Line(float size, String text) {}

    private static void page(PDDocument document, List<Line> lines) throws IOException {
        PDPage page = new PDPage();
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            float y = 750;
            for (Line line : lines) {
                y -= line.size() * 1.3f + (line.size() > 12 ? 14 : 0);
                content.beginText();
                content.setFont(new PDType1Font(FontName.HELVETICA), line.size());
                content.newLineAtOffset(72, y);
                content.showText(line.text());
                content.endText();
                y -= line.size() > 12 ? 14 : 0;
            }
        }
    }

    private static byte[] bytes(PDDocument document) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        document.save(out);
        document.close();
        return out.toByteArray();
    }

    private static PDDocument report() throws IOException {
        PDDocument document = new PDDocument();
        String[] bodies = {"Esta é a primeira parte do relató-", "Uma segunda página fala", "A terceira termina aqui."};
        for (int i = 0; i < 3; i++) {
            page(
                    document,
                    List.of(
                            new Line(8, "Empresa Exemplo - confidencial"),
                            new Line(18, i == 0 ? "Relatório de mídia" : "Parte " + (i + 1)),
                            new Line(11, bodies[i]),
                            new Line(11, i == 0 ? "rio, que tornou-" : "de várias coisas que interessam."),
                            new Line(11, i == 0 ? "se comum no varejo." : "E acaba."),
                            new Line(8, "Página " + (i + 1) + " de 3")));
        }
        return document;
    }

    private SourceRejected rejected(byte[] file) {
        return rejected(reader, file);
    }

    private static SourceRejected rejected(SourceReader by, byte[] file) {
        SourceRejected rejected = catchThrowableOfType(SourceRejected.class, () -> by.read("x.pdf", null, "", file));
        assertThat(rejected).isNotNull();
        return rejected;
    }

    @Test
    void readsSectionsByTheSizeOfLetters() throws Exception {
        SourceDocument document = reader.read("relatorio.pdf", null, "", bytes(report()));
        assertThat(document.title()).isEqualTo("Relatório de mídia");
        assertThat(document.sections()).hasSize(3);
        assertThat(document.sections().getFirst().headings()).isEmpty();
        assertThat(document.sections().getFirst().paragraphs())
                .containsExactly(new Paragraph(
                        Paragraph.Kind.PROSE, "Esta é a primeira parte do relatório, que tornou-se comum no varejo."));
        assertThat(document.sections().get(1).headings()).containsExactly("Parte 2");
        assertThat(document.toString()).doesNotContain("confidencial", "Página 1 de 3");
    }

    @Test
    void withoutHeadingsEachPageIsASection() throws Exception {
        PDDocument document = new PDDocument();
        page(document, List.of(new Line(11, "Um parágrafo que acaba.")));
        page(document, List.of(new Line(11, "Outro que continua")));
        page(document, List.of(new Line(11, "na página seguinte.")));
        SourceDocument read = reader.read("guia_final.pdf", null, "", bytes(document));
        assertThat(read.title()).isEqualTo("Guia final");
        assertThat(read.sections())
                .extracting(
                        Section::path,
                        section -> section.paragraphs().getFirst().text())
                .containsExactly(
                        Tuple.tuple("p. 1", "Um parágrafo que acaba."),
                        Tuple.tuple("p. 2", "Outro que continua na página seguinte."));
    }

    @Test
    void aPdfIsOneWhateverItIsCalled() throws Exception {
        assertThat(reader.read("relatorio.txt", null, "", bytes(report())).sections())
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "segredo"})
    void anEncryptedOneIsRejected(String password) throws Exception {
        PDDocument document = report();
        StandardProtectionPolicy policy = new StandardProtectionPolicy("dono", password, new AccessPermission());
        policy.setEncryptionKeyLength(128);
        document.protect(policy);
        SourceRejected rejected = rejected(bytes(document));
        assertThat(rejected.reason()).isEqualTo(Reason.ENCRYPTED);
        assertThat(rejected).hasMessageContaining("without protection");
    }

    @Test
    void aTruncatedOneIsRejectedOrReadInPart() throws Exception {
        byte[] whole = bytes(report());
        SourceRejected early = rejected(Arrays.copyOf(whole, 200));
        assertThat(early.reason()).isEqualTo(Reason.DAMAGED);
        assertThat(early).hasMessageContaining("broken or cut off");
        for (int length = 100; length < whole.length; length += 37) {
            byte[] cut = Arrays.copyOf(whole, length);
            SourceRejected rejected =
                    catchThrowableOfType(SourceRejected.class, () -> reader.read("x.pdf", null, "", cut));
            assertThat(rejected == null || rejected.reason() == Reason.DAMAGED || rejected.reason() == Reason.EMPTY)
                    .as("cut at %d: %s", length, rejected)
                    .isTrue();
        }
        assertThat(rejected("%PDF-1.7\nnada".getBytes(StandardCharsets.US_ASCII))
                        .reason())
                .isEqualTo(Reason.DAMAGED);
    }

    @Test
    void onlyPicturesIsNoText() throws Exception {
        PDDocument document = new PDDocument();
        document.addPage(new PDPage());
        assertThat(rejected(bytes(document)).reason()).isEqualTo(Reason.EMPTY);
    }

    /** 600 MB of blanks, packed so many times. */
    private static byte[] packed(int times) throws IOException {
        ByteArrayOutputStream once = new ByteArrayOutputStream();
        byte[] blanks = new byte[1_000_000];
        Arrays.fill(blanks, (byte) ' ');
        try (DeflaterOutputStream out = new DeflaterOutputStream(once, new Deflater(9))) {
            for (int i = 0; i < 600; i++) {
                out.write(blanks);
            }
        }
        byte[] packed = once.toByteArray();
        for (int i = 1; i < times; i++) {
            ByteArrayOutputStream again = new ByteArrayOutputStream();
            try (DeflaterOutputStream out = new DeflaterOutputStream(again, new Deflater(9))) {
                out.write(packed);
            }
            packed = again.toByteArray();
        }
        return packed;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aBombIsNotUnpacked(int times) throws Exception {
        PDDocument document = new PDDocument();
        PDPage page = new PDPage();
        document.addPage(page);
        COSStream content = document.getDocument().createCOSStream();
        try (var out = content.createRawOutputStream()) {
            out.write(packed(times));
        }
        COSArray filters = new COSArray();
        for (int i = 0; i < times; i++) {
            filters.add(COSName.FLATE_DECODE);
        }
        content.setItem(COSName.FILTER, filters);
        page.getCOSObject().setItem(COSName.CONTENTS, content);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        document.save(out, CompressParameters.NO_COMPRESSION);
        document.close();
        assertThat(out.size()).isLessThan(times == 1 ? 700_000 : 10_000);
        long before = System.nanoTime();
        SourceRejected rejected = rejected(out.toByteArray());
        assertThat(rejected.reason()).isEqualTo(Reason.BOMB);
        assertThat(rejected).hasMessageContaining("256 MB");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SourceLimits.STANDARD.time());
    }

    @Test
    void aBombInTheTableOfContentsIsNotUnpackedEither() throws Exception {
        byte[] packed = packed(1);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write("%PDF-1.5\n".getBytes(StandardCharsets.US_ASCII));
        int start = file.size();
        file.write(("1 0 obj\n<< /Type /XRef /Size 2 /W [1 2 1] /Root 2 0 R /F#69lter /Fl#61teDecode /Length "
                        + packed.length + " >>\nstream\n")
                .getBytes(StandardCharsets.US_ASCII));
        file.write(packed);
        file.write(("\nendstream\nendobj\nstartxref\n" + start + "\n%%EOF\n").getBytes(StandardCharsets.US_ASCII));
        assertThat(rejected(file.toByteArray()).reason()).isEqualTo(Reason.BOMB);
    }

    @Test
    void pagesAndTextAreLimited() throws Exception {
        SourceReader onePage =
                new SourceReader(new SourceLimits(1_000_000, 10_000, 2, 1_000_000, Duration.ofSeconds(20)));
        SourceRejected pages = rejected(onePage, bytes(report()));
        assertThat(pages.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(pages).hasMessageContaining("2 pages, got 3");
        SourceReader short_ = new SourceReader(new SourceLimits(1_000_000, 50, 10, 1_000_000, Duration.ofSeconds(20)));
        assertThat(rejected(short_, bytes(report()))).hasMessageContaining("50 characters");
    }

    @Test
    void drawingOnAndOnIsGivenUp() throws Exception {
        // Forms that draw the next one ten times: 10^8 texts from a few hundred bytes ("billion laughs").
        PDDocument document = new PDDocument();
        PDPage page = new PDPage();
        document.addPage(page);
        COSStream inner = null;
        for (int level = 0; level < 9; level++) {
            COSStream form = document.getDocument().createCOSStream();
            form.setItem(COSName.TYPE, COSName.XOBJECT);
            form.setItem(COSName.SUBTYPE, COSName.FORM);
            form.setItem(COSName.BBOX, new PDRectangle(100, 100).getCOSArray());
            if (inner != null) {
                resources(form, inner);
            }
            try (var out = form.createOutputStream()) {
                out.write((inner == null ? "q Q\n" : "/X Do\n".repeat(10)).getBytes(StandardCharsets.US_ASCII));
            }
            inner = form;
        }
        resources(page.getCOSObject(), Objects.requireNonNull(inner));
        COSStream content = document.getDocument().createCOSStream();
        try (var out = content.createOutputStream()) {
            out.write("/X Do\n".repeat(10).getBytes(StandardCharsets.US_ASCII));
        }
        page.getCOSObject().setItem(COSName.CONTENTS, content);
        SourceReader hasty =
                new SourceReader(new SourceLimits(1_000_000, 10_000, 2, 1_000_000, Duration.ofMillis(1_500)));
        assertThat(rejected(hasty, bytes(document)).reason()).isEqualTo(Reason.TOO_SLOW);
    }

    private static void resources(COSDictionary of, COSStream form) {
        var objects = new COSDictionary();
        objects.setItem(COSName.getPDFName("X"), form);
        var resources = new COSDictionary();
        resources.setItem(COSName.XOBJECT, objects);
        of.setItem(COSName.RESOURCES, resources);
    }
}
