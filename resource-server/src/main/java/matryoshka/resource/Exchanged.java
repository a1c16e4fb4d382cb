package matryoshka.resource;

import matryoshka.token.VerifiedToken;

/** A token that the issuer gave in exchange. The string form does not show it. */
record Exchanged(String compact, VerifiedToken token) {
    /** An object and its fields, in each of several layers, and what the parser keeps. */
    private static final int OVERHEAD_BYTES = 2_048;

    /** The compact form, the claims as text and parsed. */
    private static final int COPIES = 4;

    TokenView view() {
        return new TokenView(
                compact,
                token.audiences(),
                token.clientId(),
                token.scopes(),
                token.jti(),
                token.expiresAt(),
                token.planId(),
                token.cnf().orElse(null));
    }

    boolean isBound() {
        return token.cnf().isPresent();
    }

    /** Returns about how much memory it takes. */
    int weight() {
        return OVERHEAD_BYTES + COPIES * compact.length();
    }

    @Override
    public String toString() {
        return token.toString();
    }
}
