package tino.search.embedding;

import java.util.Arrays;

/** Counts by 64-bit key in open addressing; keys are hashes already. */
final class LongCounts {
    private long[] keys = new long[64];
    private int[] counts = new int[64];
    private int size;

    /** Adds 1; returns the new count. */
    int add(long key) {
        if (2 * size > keys.length) {
            grow();
        }
        int slot = slot(keys, counts, key);
        if (counts[slot] == 0) {
            keys[slot] = key;
            size++;
        }
        return ++counts[slot];
    }

    int get(long key) {
        return counts[slot(keys, counts, key)];
    }

    int size() {
        return size;
    }

    void clear() {
        Arrays.fill(counts, 0);
        size = 0;
    }

    /** The keys in ascending order. */
    long[] keys() {
        long[] sorted = new long[size];
        int at = 0;
        for (int slot = 0; slot < keys.length; slot++) {
            if (counts[slot] > 0) {
                sorted[at++] = keys[slot];
            }
        }
        Arrays.sort(sorted);
        return sorted;
    }

    private void grow() {
        long[] moreKeys = new long[2 * keys.length];
        int[] moreCounts = new int[2 * keys.length];
        for (int slot = 0; slot < keys.length; slot++) {
            if (counts[slot] > 0) {
                int to = slot(moreKeys, moreCounts, keys[slot]);
                moreKeys[to] = keys[slot];
                moreCounts[to] = counts[slot];
            }
        }
        keys = moreKeys;
        counts = moreCounts;
    }

    private static int slot(long[] keys, int[] counts, long key) {
        int mask = keys.length - 1;
        int slot = (int) key & mask;
        while (counts[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
