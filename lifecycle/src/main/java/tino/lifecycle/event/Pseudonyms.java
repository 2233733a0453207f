package tino.lifecycle.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tino.lifecycle.secret.KeyFile;

/**
 * Names for people in the log: a keyed hash (HMAC-SHA-256, RFC 2104) whose key lies outside the database. The same person
 * always has the same pseudonym; without the key nobody can find out whose it is, even by trying all addresses.
 */
public final class Pseudonyms {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int PSEUDONYM_BYTES = 16;

    private final SecretKeySpec key;

    private Pseudonyms(SecretKeySpec key) {
        this.key = key;
    }

    /** With the key of this home, {@code <home>/keys/pseudonyms}, made on first use. */
    public static Pseudonyms of(Path home) {
        try {
            byte[] key = HexFormat.of().parseHex(KeyFile.hex(home.resolve("keys/pseudonyms"), 32));
            return new Pseudonyms(new SecretKeySpec(key, ALGORITHM));
        } catch (IOException e) {
            throw new UncheckedIOException("The key of the pseudonyms cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * The pseudonym of whoever this identifies: 22 characters of base64url, 128 bits.
     *
     * @param identity a session, an account, an address; compared exactly
     */
    public String of(String identity) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] hash = mac.doFinal(identity.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, PSEUDONYM_BYTES));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every Java has HMAC-SHA-256", e);
        }
    }
}
