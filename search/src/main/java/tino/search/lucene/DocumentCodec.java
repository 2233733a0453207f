package tino.search.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.store.DataOutput;
import org.apache.lucene.util.BytesRef;
import tino.search.Document;
import tino.search.GeoPoint;
import tino.search.IndexSchema;

/**
 * A document as one value of a binary doc-values column: one random read gives a hit back whole. Stored fields would inflate a
 * compressed block for each, some 20 µs a hit. Fields are numbered by their order in the schema, which the index is bound to.
 */
final class DocumentCodec {
    private final List<String> texts;
    private final List<String> keywords;
    private final List<String> numbers;

    DocumentCodec(IndexSchema schema) {
        texts = List.copyOf(schema.texts().keySet());
        keywords = List.copyOf(schema.keywords());
        numbers = List.copyOf(schema.numbers());
    }

    BytesRef encode(Document document) {
        ByteBuffersDataOutput out = new ByteBuffersDataOutput();
        try {
            out.writeString(document.id());
            writeStrings(out, texts, document.texts());
            writeStrings(out, keywords, document.keywords());
            out.writeVInt(document.numbers().size());
            for (int i = 0; i < numbers.size(); i++) {
                Double value = document.numbers().get(numbers.get(i));
                if (value != null) {
                    out.writeVInt(i);
                    out.writeLong(Double.doubleToRawLongBits(value));
                }
            }
            GeoPoint location = document.location();
            out.writeByte((byte) (location == null ? 0 : 1));
            if (location != null) {
                out.writeLong(Double.doubleToRawLongBits(location.lat()));
                out.writeLong(Double.doubleToRawLongBits(location.lon()));
            }
        } catch (IOException e) {
            throw new AssertionError("Writing to memory cannot fail", e);
        }
        return new BytesRef(out.toArrayCopy());
    }

    Document decode(BytesRef bytes) {
        ByteArrayDataInput in = new ByteArrayDataInput(bytes.bytes, bytes.offset, bytes.length);
        String id = readString(in);
        Map<String, String> textValues = readStrings(in, texts);
        Map<String, String> keywordValues = readStrings(in, keywords);
        int count = in.readVInt();
        Map<String, Double> numberValues = HashMap.newHashMap(count);
        for (int i = 0; i < count; i++) {
            numberValues.put(numbers.get(in.readVInt()), Double.longBitsToDouble(in.readLong()));
        }
        GeoPoint location = in.readByte() == 0
                ? null
                : new GeoPoint(Double.longBitsToDouble(in.readLong()), Double.longBitsToDouble(in.readLong()));
        return new Document(id, textValues, keywordValues, numberValues, location, null);
    }

    /** The id alone. */
    Document decodeId(BytesRef bytes) {
        String id = readString(new ByteArrayDataInput(bytes.bytes, bytes.offset, bytes.length));
        return new Document(id, Map.of(), Map.of(), Map.of(), null);
    }

    private static void writeStrings(DataOutput out, List<String> fields, Map<String, String> values)
            throws IOException {
        List<Integer> present = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            if (values.containsKey(fields.get(i))) {
                present.add(i);
            }
        }
        out.writeVInt(present.size());
        for (int i : present) {
            out.writeVInt(i);
            out.writeString(values.get(fields.get(i)));
        }
    }

    private static Map<String, String> readStrings(ByteArrayDataInput in, List<String> fields) {
        int count = in.readVInt();
        Map<String, String> values = HashMap.newHashMap(count);
        for (int i = 0; i < count; i++) {
            values.put(fields.get(in.readVInt()), readString(in));
        }
        return values;
    }

    private static String readString(ByteArrayDataInput in) {
        try {
            return in.readString();
        } catch (IOException e) {
            throw new AssertionError("Reading from memory cannot fail", e);
        }
    }
}
