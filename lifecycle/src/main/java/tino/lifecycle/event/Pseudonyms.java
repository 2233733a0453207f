package tino.lifecycle.event;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.crypto.Mac;
import tino.lifecycle.secret.KeyRing;

/**
 * Names for people in the log: a keyed hash (HMAC-SHA-256, RFC 2104) whose keys lie outside the database. Under one key the
 * same person always has the same pseudonym; without the key nobody can find out whose it is, even by trying all addresses.
 *
 * <p>Keys are numbered. What is new gets its pseudonym under the newest; what is old is found under every key that is kept.
 * Destroying a key cuts what was written under it from its people, for good. A change of the keys by another process is
 * noticed within {@link #FRESH}.
 */
public final class Pseudonyms {
    /** How long the change of another process may go unnoticed. */
    static final Duration FRESH = KeyRing.FRESH;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int PSEUDONYM_BYTES = 16;
    private static final int KEY_BYTES = 32;
    private static final String NAME = "pseudonyms";

    /** Before what is no pseudonym: no identity contains it. */
    private static final char APART = '\0';

    private final KeyRing ring;

    private Pseudonyms(KeyRing ring) {
        this.ring = ring;
    }

    /** With the keys of this home, {@code <home>/keys/pseudonyms} and {@code pseudonyms.2}, …; the first is made on first use. */
    public static Pseudonyms of(Path home) {
        return new Pseudonyms(KeyRing.open(home.resolve("keys"), NAME, KEY_BYTES, ALGORITHM));
    }

    /**
     * The pseudonym of whoever this identifies, under the newest key: 22 characters of base64url, 128 bits.
     *
     * @param identity a session, an account, an address; compared exactly
     */
    public String of(String identity) {
        return hash(ring.keys().getFirst(), identity);
    }

    /** The pseudonyms of whoever this identifies under every key that is kept, newest first. */
    public List<String> all(String identity) {
        return ring.keys().stream().map(key -> hash(key, identity)).toList();
    }

    /** The pseudonyms of all whom these identify, as a query takes them. */
    public String[] all(Collection<String> identities) {
        return identities.stream().flatMap(identity -> all(identity).stream()).toArray(String[]::new);
    }

    /**
     * What proves to whoever names somebody that this was about them, and is in no log: a keyed hash that is no pseudonym.
     * Under every key that is kept, newest first.
     */
    public List<String> receipts(String identity) {
        return all("receipt" + APART + identity);
    }

    /** The numbers of the keys that are kept, newest first. */
    public List<Integer> keys() {
        return ring.numbers();
    }

    /** Makes a new key, under which everything new is written from now on. @return its number */
    public int rotate() {
        return ring.rotate();
    }

    /**
     * Destroys a key. Nobody can say any more whose was what was written under it.
     *
     * @throws IllegalArgumentException if there is no such key, or it is the newest
     */
    public void destroy(int number) {
        ring.destroy(number);
    }

    private static String hash(KeyRing.Key key, String identity) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key.secret());
            byte[] hash = mac.doFinal(identity.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, PSEUDONYM_BYTES));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every Java has HMAC-SHA-256", e);
        }
    }
}
