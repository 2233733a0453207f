package tino.lifecycle.drift;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A sample of vectors drawn evenly: those whose decisions have the lowest lots (bottom-k sampling; Cohen and Kaplan, PODC 2007). Merged,
 * two samples are the sample of both.
 */
public final class VectorTally extends Tally {
    static final int MOST = 250;

    private final int length;
    private final TreeMap<Long, float[]> drawn = new TreeMap<>(Long::compareUnsigned);
    private long present;

    VectorTally(int length) {
        this.length = length;
    }

    @Override
    public Column.Kind kind() {
        return Column.Kind.VECTOR;
    }

    @Override
    boolean count(long lot, Object value) {
        if (!(value instanceof float[] vector) || vector.length != length) {
            return false;
        }
        present++;
        if (drawn.size() < MOST || Long.compareUnsigned(lot, drawn.lastKey()) < 0) {
            drawn.put(lot, vector);
            trim();
        }
        return true;
    }

    private void trim() {
        while (drawn.size() > MOST) {
            drawn.pollLastEntry();
        }
    }

    @Override
    void include(Tally other) {
        VectorTally added = (VectorTally) other;
        if (length != added.length) {
            throw new IllegalArgumentException(
                    "Only vectors of one length can be added, got " + length + " and " + added.length + ".");
        }
        drawn.putAll(added.drawn);
        trim();
        present += added.present;
    }

    @Override
    public Tally emptied() {
        return new VectorTally(length);
    }

    @Override
    public long present() {
        return present;
    }

    public int length() {
        return length;
    }

    /** The vectors drawn, at most 250. */
    public float[][] vectors() {
        return drawn.values().toArray(float[][]::new);
    }

    @Override
    void write(ObjectNode to) {
        ByteBuffer bytes = ByteBuffer.allocate(drawn.size() * (Long.BYTES + length * Float.BYTES));
        for (Map.Entry<Long, float[]> entry : drawn.entrySet()) {
            bytes.putLong(entry.getKey());
            for (float value : entry.getValue()) {
                bytes.putFloat(value);
            }
        }
        to.put("length", length).put("drawn", Base64.getEncoder().encodeToString(bytes.array()));
    }

    static VectorTally read(JsonNode json) {
        VectorTally tally = new VectorTally(json.path("length").asInt());
        tally.present = json.path("present").asLong();
        ByteBuffer bytes =
                ByteBuffer.wrap(Base64.getDecoder().decode(json.path("drawn").asString()));
        while (bytes.hasRemaining()) {
            long lot = bytes.getLong();
            float[] vector = new float[tally.length];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = bytes.getFloat();
            }
            tally.drawn.put(lot, vector);
        }
        return tally;
    }
}
