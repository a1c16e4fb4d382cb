package matryoshka.token;

import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;

/**
 * The accepted sizes of RSA keys, for each origin of a key. Every size is at least {@value #MIN_BITS} bits (RFC 7518 §3.3, §3.5 and §4.3).
 * The maximum bounds the time that one operation takes.
 */
public enum RsaKeySizes {
    /** Keys that verify signatures, registered for a client or published by a trusted issuer. */
    REGISTERED(8192),
    /** Keys that anybody can send with a request, such as the key of a DPoP proof. */
    PRESENTED(4096),
    /** Keys that tokens are encrypted to. */
    ENCRYPTION(4096);

    /** The minimum for every key. This issuer's own RSA keys have this size. */
    public static final int MIN_BITS = 2048;

    private final int maxBits;

    RsaKeySizes(int maxBits) {
        this.maxBits = maxBits;
    }

    /** Returns whether a modulus of this many bits is accepted. */
    public boolean accept(int bits) {
        return bits >= MIN_BITS && bits <= maxBits;
    }

    /** Returns whether a key is of another type than RSA, or of an accepted size. */
    public boolean accept(PublicKey key) {
        return !(key instanceof RSAPublicKey rsa) || accept(rsa.getModulus().bitLength());
    }

    /** Returns both limits, as part of a sentence. */
    public String range() {
        return MIN_BITS + " to " + maxBits + " bits";
    }
}
