package tino.lifecycle.experiment;

import java.nio.charset.StandardCharsets;

/**
 * Where somebody stands in a line from 0 to 1, the same at every server and after every restart: FNV-1a of 64 bits (Fowler,
 * Noll and Vo; RFC 9923) and the finaliser of MurmurHash3, which spreads its low bits. Under another salt the same units
 * stand in another, independent order.
 */
public final class StableShare {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private StableShare() {}

    /** @return in [0, 1) */
    public static double of(String salt, String unit) {
        long hash = mix(fnv1a(fnv1a(OFFSET, salt) * PRIME, unit));
        return (hash >>> 11) * 0x1.0p-53;
    }

    static long fnv1a(long start, String text) {
        long hash = start;
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xff)) * PRIME;
        }
        return hash;
    }

    private static long mix(long value) {
        long hash = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
