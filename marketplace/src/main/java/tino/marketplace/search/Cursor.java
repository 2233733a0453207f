package tino.marketplace.search;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import tino.web.InvalidInput;

/**
 * Where a next page begins: {@code offset} results into the order that the first page's decision wrote down. Opaque to
 * callers.
 */
record Cursor(UUID decision, int offset) {
    private static final int BYTES = 2 * Long.BYTES + Short.BYTES;

    @Override
    public String toString() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .putLong(decision.getMostSignificantBits())
                .putLong(decision.getLeastSignificantBits())
                .putShort((short) offset);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** @throws InvalidInput if it is not a cursor of ours */
    static Cursor parse(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() == BYTES) {
                Cursor cursor = new Cursor(new UUID(bytes.getLong(), bytes.getLong()), bytes.getShort());
                if (cursor.decision.version() == 7 && cursor.offset > 0) {
                    return cursor;
                }
            }
        } catch (IllegalArgumentException _) {
            // not base64: said below
        }
        throw unknown();
    }

    static InvalidInput unknown() {
        return new InvalidInput(
                "cursor", "the 'next' of an earlier answer is expected, unchanged; begin again without a cursor");
    }
}
