package tino.language.source;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.filter.FilterFactory;

/**
 * Unpacks the packed parts of a PDF into nothing, only to see how much they are, before PDFBox unpacks them into memory. Looked
 * for are they twice: in the bytes, for tables of contents and objects are unpacked while a file is opened; and in the opened
 * document, where all that is said of them is known for sure.
 */
final class Unpacking {
    /** Pictures are never unpacked for text. */
    private static final Set<String> OF_PICTURES =
            Set.of("DCTDecode", "DCT", "JPXDecode", "CCITTFaxDecode", "CCF", "JBIG2Decode", "Crypt");

    private static final Pattern FILTERS = Pattern.compile("/(?:Filter|F)\\s*(\\[[^\\]]*\\]|/[A-Za-z0-9]+)");
    private static final Pattern NAME = Pattern.compile("/([A-Za-z0-9]+)");
    private static final Pattern ESCAPED = Pattern.compile("#([0-9A-Fa-f]{2})");
    private static final byte[] STREAM = "stream".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_DICTIONARY = 8_192;

    private final long most;
    private final Deadline deadline;
    private long unpacked;

    Unpacking(SourceLimits limits, Deadline deadline) {
        this.most = limits.unpacked();
        this.deadline = deadline;
    }

    /** More came out than is allowed. */
    static final class TooMuch extends IOException {
        TooMuch(long most) {
            super("Expected a PDF that unpacks to at most " + most / 1_000_000 + " MB, it unpacks to more.");
        }
    }

    /** Counts; keeps nothing unless asked to. */
    private final class Counter extends OutputStream {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final boolean keep;

        Counter(boolean keep) {
            this.keep = keep;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            deadline.check();
            unpacked += length;
            // What is kept takes memory, so it may be a quarter only.
            if (unpacked > most || keep && kept.size() + (long) length > most / 4) {
                throw new TooMuch(most);
            }
            if (keep) {
                kept.write(bytes, from, length);
            }
        }
    }

    /** Whether the file says that it is encrypted. Names may have any character escaped. */
    static boolean encrypted(byte[] file) {
        for (int i = 0; i < file.length; i++) {
            if (file[i] == '/' && (i + 1 < file.length && (file[i + 1] == 'E' || file[i + 1] == '#'))) {
                String name = unescaped(text(file, i + 1, Math.min(file.length, i + 32)));
                if (name.matches("(?s)Encrypt([^A-Za-z0-9].*)?")) {
                    return true;
                }
            }
        }
        return false;
    }

    /** @throws TooMuch if what lies in the bytes unpacks to more than is allowed */
    void check(byte[] file) throws TooMuch {
        for (int at = 0; (at = indexOf(file, at)) >= 0; at += STREAM.length) {
            int start = at + STREAM.length;
            boolean line = start < file.length && (file[start] == '\r' || file[start] == '\n' || file[start] == ' ');
            boolean end = at >= 3 && file[at - 1] == 'd' && file[at - 2] == 'n' && file[at - 3] == 'e';
            if (line && !end) {
                while (start < file.length && (file[start] == ' ' || file[start] == '\r')) {
                    start++;
                }
                start += start < file.length && file[start] == '\n' ? 1 : 0;
                String dictionary = dictionary(file, at);
                boolean picture = dictionary.contains("/Image")
                        && !dictionary.contains("/ObjStm")
                        && !dictionary.contains("/XRef");
                if (!picture) {
                    unpack(new ByteArrayInputStream(file, start, file.length - start), filters(dictionary));
                }
            }
        }
    }

    /** @throws TooMuch if the document's parts unpack to more than is allowed */
    void check(COSDocument document) throws IOException {
        for (COSObjectKey key : List.copyOf(document.getXrefTable().keySet())) {
            deadline.check();
            COSBase object = document.getObjectFromPool(key).getObject();
            if (object instanceof COSStream stream
                    && stream.hasData()
                    && !COSName.IMAGE.equals(stream.getCOSName(COSName.SUBTYPE))) {
                try (InputStream packed = stream.createRawInputStream()) {
                    unpack(packed, filters(stream.getFilters()));
                }
            }
        }
    }

    private static List<String> filters(COSBase filters) {
        List<String> names = new ArrayList<>();
        if (filters instanceof COSName name) {
            names.add(name.getName());
        } else if (filters instanceof COSArray array) {
            for (int i = 0; i < array.size(); i++) {
                if (array.getObject(i) instanceof COSName name) {
                    names.add(name.getName());
                }
            }
        }
        return names;
    }

    /** Where they are named elsewhere the usual one is tried. */
    private static List<String> filters(String dictionary) {
        Matcher named = FILTERS.matcher(dictionary);
        return named.find()
                ? NAME.matcher(named.group(1))
                        .results()
                        .map(name -> name.group(1))
                        .toList()
                : List.of("FlateDecode");
    }

    private void unpack(InputStream packed, List<String> filters) throws TooMuch {
        InputStream in = packed;
        try {
            for (int i = 0; i < filters.size(); i++) {
                if (OF_PICTURES.contains(filters.get(i))) {
                    return;
                }
                Counter out = new Counter(i < filters.size() - 1);
                FilterFactory.INSTANCE.getFilter(filters.get(i)).decode(in, out, new COSDictionary(), 0);
                in = new ByteArrayInputStream(out.kept.toByteArray());
            }
        } catch (TooMuch e) {
            throw e;
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // Broken, or not what was guessed: then nothing comes out of it for PDFBox either.
        }
    }

    private static String dictionary(byte[] file, int end) {
        String before = text(file, Math.max(0, end - LONGEST_DICTIONARY), end);
        return unescaped(before.substring(Math.max(0, before.lastIndexOf(" obj"))));
    }

    private static String text(byte[] file, int from, int to) {
        return new String(file, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static String unescaped(String names) {
        return names.indexOf('#') < 0
                ? names
                : ESCAPED.matcher(names)
                        .replaceAll(hex ->
                                Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(hex.group(1), 16))));
    }

    private static int indexOf(byte[] file, int from) {
        for (int i = from; i <= file.length - STREAM.length; i++) {
            int same = 0;
            while (same < STREAM.length && file[i + same] == STREAM[same]) {
                same++;
            }
            if (same == STREAM.length) {
                return i;
            }
        }
        return -1;
    }
}
