package matryoshka.service.revocation.bearer;

import matryoshka.token.VerifiedToken;

/**
 * An active token of this issuer. The string form shows no token.
 *
 * @param compact the token as a JWT: a secret
 * @param isPhantom whether a handle was presented for it, and it was minted just now
 */
public record LiveToken(VerifiedToken token, String compact, boolean isPhantom) {
    @Override
    public String toString() {
        return "live " + token;
    }
}
