package matryoshka.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Signs payloads with one key, as JWS in the compact form (RFC 7515 §7.1). Thread-safe. */
public final class TokenSigner {
    /** How many signature objects are kept ready; further threads create new ones. */
    private static final int READY = 64;

    private final SigningKey key;
    private final SignatureProvider provider;
    /** The header never changes: encoded once, with its dot. */
    private final byte[] header;

    private final int signatureBytes;
    private final BlockingQueue<Signature> ready = new ArrayBlockingQueue<>(READY);

    /** Creates a signer of access tokens, with the header of RFC 9068 §2.1. */
    public TokenSigner(SigningKey key, SignatureProvider provider) {
        this(key, provider, "at+jwt");
    }

    /** @param type of what is signed: the {@code typ} header (RFC 8725 §3.11) */
    public TokenSigner(SigningKey key, SignatureProvider provider, String type) {
        this.key = key;
        this.provider = provider;
        this.header = header(key, type);
        this.signatureBytes = key.algorithm().signatureBytes(key.publicKey());
    }

    public String kid() {
        return key.kid();
    }

    /** Returns the exact length of the compact form of a payload. */
    public long tokenBytes(long payloadBytes) {
        return header.length + Base64Url.length(payloadBytes) + 1 + Base64Url.length(signatureBytes);
    }

    /** Returns the compact form, which is all ASCII. */
    public byte[] sign(byte[] payload) {
        byte[] token = unsigned(payload);
        int signed = token.length - signatureLength() - 1;
        System.arraycopy(Base64Url.encode(signature(token, signed)), 0, token, signed + 1, signatureLength());
        return token;
    }

    /** Returns the compact form with another text in place of the signature. */
    byte[] placeholder(byte[] payload, Placeholders random) {
        byte[] token = unsigned(payload);
        System.arraycopy(
                random.bytes(signatureLength()), 0, token, token.length - signatureLength(), signatureLength());
        return token;
    }

    /** Leaves room for the signature. */
    private byte[] unsigned(byte[] payload) {
        byte[] body = Base64Url.encode(payload);
        byte[] token = Arrays.copyOf(header, header.length + body.length + 1 + signatureLength());
        System.arraycopy(body, 0, token, header.length, body.length);
        token[header.length + body.length] = '.';
        return token;
    }

    private int signatureLength() {
        return (int) Base64Url.length(signatureBytes);
    }

    private byte[] signature(byte[] input, int length) {
        try {
            // One that fails is not put back.
            Signature pooled = ready.poll();
            Signature signature = pooled == null ? provider.signing(key) : pooled;
            signature.update(input, 0, length);
            byte[] signed = signature.sign();
            ready.offer(signature);
            return signed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing with key " + key + " failed", e);
        }
    }

    private static byte[] header(SigningKey key, String type) {
        JsonBytes json = new JsonBytes()
                .raw("{\"alg\":")
                .string(key.algorithm().joseName())
                .raw(",\"typ\":")
                .string(type)
                .raw(",\"kid\":")
                .string(key.kid())
                .raw("}");
        String encoded = Base64Url.encodeToString(json.toByteArray());
        return (encoded + '.').getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "signer with key " + key;
    }
}
