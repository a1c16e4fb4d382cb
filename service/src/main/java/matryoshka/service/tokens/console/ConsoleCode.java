package matryoshka.service.tokens.console;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import matryoshka.service.platform.oauth.Secret;

/**
 * A code that begins or continues a session of the console, once: the session's id and 256 random bits. Only its hash is stored. All codes
 * of a session name it, so whoever presents one that was used ends it, however often it has been continued since.
 */
public record ConsoleCode(Secret secret, UUID session) {
    private static final String MARK = "mtc_";
    private static final int RANDOM_BYTES = 32;
    private static final Pattern FORM = Pattern.compile(MARK + "[A-Za-z0-9_-]{64}");

    static ConsoleCode generate(UUID session, SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        byte[] both = ByteBuffer.allocate(2 * Long.BYTES + RANDOM_BYTES)
                .putLong(session.getMostSignificantBits())
                .putLong(session.getLeastSignificantBits())
                .put(bytes)
                .array();
        return new ConsoleCode(
                Secret.of(MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(both)), session);
    }

    /** Returns the code that a text is; empty if no code looks like this. */
    static Optional<ConsoleCode> parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        ByteBuffer both = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text.substring(MARK.length())));
        return Optional.of(new ConsoleCode(Secret.of(text), new UUID(both.getLong(), both.getLong())));
    }

    /** Returns its SHA-256. */
    byte[] digest() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.bytes());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
