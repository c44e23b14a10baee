package dev.consent.samples.tutoring.evaluation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Tokens that say themselves when they end, and are signed so that nobody can make one up. This is what lets the
 * application tell an expired link from a forged one without keeping anything about links that are gone.
 */
@Component
class LinkTokens {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int RANDOM_BYTES = 16;
    private static final int PAYLOAD_BYTES = RANDOM_BYTES + Long.BYTES;
    private static final int SIGNATURE_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;

    LinkTokens(@Value("${tutoring.link-key:}") String configured) {
        byte[] secret = configured.getBytes(StandardCharsets.UTF_8);
        if (secret.length == 0) {
            // Good enough for a demo whose data is gone on restart; set tutoring.link-key where it is not.
            secret = new byte[SIGNATURE_BYTES];
            random.nextBytes(secret);
        }
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** A new token that ends at this moment. */
    String issue(Instant end) {
        byte[] nonce = new byte[RANDOM_BYTES];
        random.nextBytes(nonce);
        byte[] payload = ByteBuffer.allocate(PAYLOAD_BYTES)
                .put(nonce)
                .putLong(end.toEpochMilli())
                .array();
        byte[] token = ByteBuffer.allocate(PAYLOAD_BYTES + SIGNATURE_BYTES)
                .put(payload)
                .put(sign(payload))
                .array();
        return text(token);
    }

    private static String text(byte[] token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** When the token ends, or nothing when we never issued it. */
    Optional<Instant> endOf(String token) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
        // The last character has bits that decode to nothing: only the spelling we issued counts.
        if (bytes.length != PAYLOAD_BYTES + SIGNATURE_BYTES || !text(bytes).equals(token)) {
            return Optional.empty();
        }
        byte[] payload = Arrays.copyOf(bytes, PAYLOAD_BYTES);
        byte[] signature = Arrays.copyOfRange(bytes, PAYLOAD_BYTES, bytes.length);
        return MessageDigest.isEqual(signature, sign(payload))
                ? Optional.of(Instant.ofEpochMilli(
                        ByteBuffer.wrap(payload).position(RANDOM_BYTES).getLong()))
                : Optional.empty();
    }

    /** What is stored of a token. */
    static String digest(String token) {
        try {
            byte[] bytes = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    private byte[] sign(byte[] payload) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(payload);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, missing);
        }
    }
}
