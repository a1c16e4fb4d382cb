package matryoshka.resource;

import matryoshka.token.TokenVerifier;

/**
 * An issuer whose tokens are accepted, with everything that is asked of it.
 *
 * @param name its {@code iss}
 */
record TrustedIssuer(String name, IssuerKeys keys, TokenVerifier verifier, NextHops nextHops) implements AutoCloseable {

    @Override
    public void close() {
        keys.close();
    }
}
