package tino.lifecycle.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import tino.lifecycle.dataset.DatasetWriter;
import tino.lifecycle.dataset.Row;

/**
 * A decision as a row of Parquet. The numbers of a decision lie packed in one value (little-endian {@code int} and {@code
 * float}), because a reader wants them all: a value a number would cost a call for each of the 600 of an ordinary list.
 */
final class PackedDecision {
    static final List<String> COLUMNS = List.of("decision", "by", "layout", "positions", "scores", "grades", "vectors");
    private static final List<String> TYPES = List.of("UUID", "VARCHAR", "VARCHAR", "BLOB", "BLOB", "BLOB", "BLOB");

    private PackedDecision() {}

    static SequencedMap<String, String> schema() {
        SequencedMap<String, String> schema = new LinkedHashMap<>();
        for (int i = 0; i < COLUMNS.size(); i++) {
            schema.put(COLUMNS.get(i), TYPES.get(i));
        }
        return schema;
    }

    static void write(LoggedDecision decision, DatasetWriter writer) {
        writer.add(decision.decision())
                .add(decision.by())
                .add(decision.layout())
                .add(pack(decision.positions()))
                .add(pack(decision.scores()))
                .add(pack(decision.grades()))
                .add(pack(decision.vectors()))
                .endRow();
    }

    static LoggedDecision read(Row row) {
        return new LoggedDecision(
                row.uuid(0),
                row.text(1),
                row.text(2),
                ints(row.bytes(3)),
                floats(row.bytes(4)),
                floats(row.bytes(5)),
                floats(row.bytes(6)));
    }

    private static byte[] pack(int[] values) {
        ByteBuffer bytes = buffer(values.length);
        bytes.asIntBuffer().put(values);
        return bytes.array();
    }

    private static byte[] pack(float[] values) {
        ByteBuffer bytes = buffer(values.length);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private static ByteBuffer buffer(int values) {
        return ByteBuffer.allocate(values * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int[] ints(byte[] bytes) {
        int[] values = new int[bytes.length / Integer.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(values);
        return values;
    }

    private static float[] floats(byte[] bytes) {
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }
}
