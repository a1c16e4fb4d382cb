package matryoshka.service.tokens.phantom;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import matryoshka.service.keys.KeyRing;
import matryoshka.service.revocation.bearer.PhantomTokens;

/**
 * Encrypts and authenticates the content of handles. For each signing key there is one key for handles, derived from the issuer's key
 * encryption key: handles rotate with the signing keys, and die when their signing key leaves the key set. From that key and a random salt,
 * each handle has an AES-256-GCM key of its own, so that no number of handles wears a key out.
 */
public final class HandleCipher {
    /** The maximum length of a handle, in characters. */
    public static final int MAX_LENGTH = 512;

    private static final byte VERSION = 1;
    private static final int HINT_BYTES = 4;
    private static final int HEAD_BYTES = 1 + HINT_BYTES;
    private static final int SALT_BYTES = 16;
    private static final int TAG_BITS = 128;
    /** Safe because no two handles have the same key. */
    private static final byte[] NONCE = new byte[12];

    /** More than there are signing keys at any time. */
    private static final int MAX_DERIVED = 16;

    private final Function<String, byte[]> derive;
    /** By signing key. */
    private final Map<String, byte[]> derived = new ConcurrentHashMap<>();

    private final SecureRandom random;

    /** @param derive derives a 32-byte key for a purpose, the same on all instances */
    public HandleCipher(Function<String, byte[]> derive, SecureRandom random) {
        this.derive = derive;
        this.random = random;
    }

    /** Returns a handle; empty if it would be too long. */
    Optional<String> seal(KeyRing keys, byte[] content) {
        String kid = keys.active().kid();
        byte[] head = head(kid);
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, kid, salt, head).doFinal(content);
            byte[] bytes = ByteBuffer.allocate(HEAD_BYTES + SALT_BYTES + sealed.length)
                    .put(head)
                    .put(salt)
                    .put(sealed)
                    .array();
            String handle = PhantomTokens.PREFIX
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            return Optional.of(handle).filter(text -> text.length() <= MAX_LENGTH);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has AES-GCM", impossible);
        }
    }

    /** Returns the content of a handle; empty for any text that no key of the ring has sealed. */
    Optional<byte[]> open(KeyRing keys, String handle) {
        return bytes(handle).flatMap(bytes -> {
            byte[] head = Arrays.copyOf(bytes, HEAD_BYTES);
            return keys.published().getKeys().stream()
                    .map(key -> key.getKeyID())
                    .filter(kid -> Arrays.equals(head, head(kid)))
                    .flatMap(kid -> opened(kid, head, bytes).stream())
                    .findFirst();
        });
    }

    private Optional<byte[]> opened(String kid, byte[] head, byte[] bytes) {
        int start = HEAD_BYTES + SALT_BYTES;
        byte[] salt = Arrays.copyOfRange(bytes, HEAD_BYTES, start);
        try {
            return Optional.of(
                    cipher(Cipher.DECRYPT_MODE, kid, salt, head).doFinal(bytes, start, bytes.length - start));
        } catch (GeneralSecurityException notOurs) {
            return Optional.empty();
        }
    }

    /** Returns the bytes of a handle in its only spelling. */
    private static Optional<byte[]> bytes(String handle) {
        if (handle.length() > MAX_LENGTH || !handle.startsWith(PhantomTokens.PREFIX)) {
            return Optional.empty();
        }
        String text = handle.substring(PhantomTokens.PREFIX.length());
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            boolean canonical = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(bytes)
                    .equals(text);
            return canonical && bytes.length > HEAD_BYTES + SALT_BYTES + TAG_BITS / Byte.SIZE
                    ? Optional.of(bytes)
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, String kid, byte[] salt, byte[] head) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(derived(kid), "HmacSHA256"));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(mac.doFinal(salt), "AES"), new GCMParameterSpec(TAG_BITS, NONCE));
        cipher.updateAAD(head);
        return cipher;
    }

    private byte[] derived(String kid) {
        if (derived.size() > MAX_DERIVED) {
            derived.clear();
        }
        return derived.computeIfAbsent(kid, id -> derive.apply("phantom/" + id));
    }

    /** Returns the version, and which signing key the handle's key belongs to. */
    private static byte[] head(String kid) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(kid.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(HEAD_BYTES)
                    .put(VERSION)
                    .put(hash, 0, HINT_BYTES)
                    .array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
