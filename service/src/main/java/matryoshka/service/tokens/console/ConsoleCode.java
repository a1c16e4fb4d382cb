package matryoshka.service.tokens.console;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import matryoshka.service.platform.oauth.Secret;

/** A code that begins or continues a session of the console, once: 256 random bits. Only its hash is stored. */
public record ConsoleCode(Secret secret) {
    private static final String MARK = "mtc_";
    private static final int BYTES = 32;
    private static final Pattern FORM = Pattern.compile(MARK + "[A-Za-z0-9_-]{43}");

    static ConsoleCode generate(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new ConsoleCode(
                Secret.of(MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)));
    }

    /** Returns the code that a text is; empty if no code looks like this. */
    static Optional<ConsoleCode> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new ConsoleCode(Secret.of(text))) : Optional.empty();
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
