package dev.consent.jpa.mapping;

import dev.consent.ErasureStrategy;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The same text for the same value, computed with a key that is nowhere in the database. */
final class Pseudonym implements ErasureStrategy {

    static final String BEGIN = "pseudonym-";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;

    /** The characters of a pseudonym. */
    static final int LENGTH = BEGIN.length() + 2 * BYTES;

    private final SecretKeySpec key;

    Pseudonym(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    @Override
    public Object erase(Object value) {
        String text = (String) value;
        if (text.length() == LENGTH && text.startsWith(BEGIN)) {
            return text;
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] hash = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return BEGIN + HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, missing);
        }
    }
}
