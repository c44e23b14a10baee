package dev.consent.jpa.erasure.log;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes the keyed hashes by which a log names people and rows: HMAC-SHA-256. Only who has the key can make them. */
public final class LogKey {

    private static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;

    /** @param key at least 32 random bytes */
    public LogKey(byte[] key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }

    /** The hash of a person. */
    public String person(String type, String key) {
        return hash("person", List.of(type, key));
    }

    /** The hash of a row, by the parts of its key. */
    public String row(String term, List<String> key) {
        return hash("row " + term, key);
    }

    private synchronized String hash(String what, List<String> parts) {
        mac.update(what.getBytes(StandardCharsets.UTF_8));
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            // With their lengths, so that no two lists of parts make the same bytes.
            mac.update((byte) 0);
            mac.update(Integer.toString(bytes.length).getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            mac.update(bytes);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
    }
}
