package tino.language.source;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/** The lines of a PDF, page by page, as PDFBox puts letters together. */
final class PdfLines extends PDFTextStripper {
    /** Nobody can read smaller letters: they are there for machines. */
    private static final double SMALLEST = 1;

    private final SourceLimits limits;
    private final Deadline deadline;
    private final List<List<PdfLine>> pages = new ArrayList<>();
    private List<PdfLine> page = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();
    private double size;
    private boolean begins = true;
    private int characters;

    private PdfLines(SourceLimits limits, Deadline deadline) {
        this.limits = limits;
        this.deadline = deadline;
    }

    /** Unchecked, for PDFBox passes over what is checked in some places. */
    static final class TooLong extends RuntimeException {
        TooLong(int most) {
            super("Expected at most " + most + " characters of text, got more. Split the document.");
        }
    }

    static List<List<PdfLine>> of(PDDocument document, SourceLimits limits, Deadline deadline) throws IOException {
        PdfLines lines = new PdfLines(limits, deadline);
        lines.writeText(document, Writer.nullWriter());
        return lines.pages;
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        deadline.check();
        super.processOperator(operator, operands);
    }

    @Override
    protected void processTextPosition(TextPosition text) {
        characters += text.getUnicode() == null ? 0 : text.getUnicode().length();
        if (characters > limits.characters()) {
            throw new TooLong(limits.characters());
        }
        if (text.getFontSizeInPt() >= SMALLEST) {
            super.processTextPosition(text);
        }
    }

    @Override
    protected void writeString(String text, List<TextPosition> positions) {
        deadline.check();
        line.append(text);
        for (TextPosition position : positions) {
            size = Math.max(size, position.getFontSizeInPt());
        }
    }

    @Override
    protected void writeWordSeparator() {
        line.append(' ');
    }

    @Override
    protected void writeLineSeparator() {
        end();
    }

    @Override
    protected void writeParagraphStart() {
        end();
        begins = true;
    }

    @Override
    protected void writeParagraphEnd() {
        end();
    }

    @Override
    protected void writePageStart() {}

    @Override
    protected void writePageEnd() {}

    @Override
    protected void endPage(PDPage ended) {
        end();
        pages.add(page);
        page = new ArrayList<>();
        begins = true;
    }

    private void end() {
        String text = Cleaning.line(line.toString());
        line.setLength(0);
        if (!text.isEmpty()) {
            page.add(new PdfLine(text, size, begins));
            begins = false;
        }
        size = 0;
    }
}
