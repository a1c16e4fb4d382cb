package matryoshka.resource;

/**
 * How much of everything there can be.
 *
 * @param tokenLength the maximum length of a received token, in characters; longer ones are refused
 * @param proofs how many DPoP proofs are remembered for two to four minutes; beyond that requests that need one get 503
 * @param exchanges how many exchanges may be under way at once; beyond that there is no token
 * @param exchangeCacheBytes about how much memory exchanged tokens may take
 */
public record Limits(int tokenLength, int proofs, int exchanges, long exchangeCacheBytes) {
    public static final Limits DEFAULT = new Limits(64 * 1024, 100_000, 64, 16L << 20);

    public Limits {
        if (tokenLength < 1 || proofs < 1 || exchanges < 1 || exchangeCacheBytes < 0) {
            throw new IllegalArgumentException("Limits must be positive.");
        }
    }

    public Limits withTokenLength(int characters) {
        return new Limits(characters, proofs, exchanges, exchangeCacheBytes);
    }

    public Limits withProofs(int remembered) {
        return new Limits(tokenLength, remembered, exchanges, exchangeCacheBytes);
    }

    public Limits withExchanges(int underWay) {
        return new Limits(tokenLength, proofs, underWay, exchangeCacheBytes);
    }

    public Limits withExchangeCacheBytes(long bytes) {
        return new Limits(tokenLength, proofs, exchanges, bytes);
    }
}
