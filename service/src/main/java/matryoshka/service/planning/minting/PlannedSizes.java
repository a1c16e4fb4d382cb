package matryoshka.service.planning.minting;

import java.time.Instant;
import java.util.List;
import matryoshka.graph.plan.TokenContent;
import matryoshka.graph.plan.TokenSizes;
import matryoshka.token.ChainValues;
import matryoshka.token.Cnf;
import matryoshka.token.IdentityClaims;
import matryoshka.token.StatusReference;
import org.jspecify.annotations.Nullable;

/** Lengths of planned tokens, by the format that will write them. */
final class PlannedSizes implements TokenSizes {
    /** Ids are 128 random bits, or a digest of as many, in base64url. */
    private static final String ANY_ID = "A".repeat(22);

    private static final Instant ANY_TIME = Instant.ofEpochSecond(1_000_000_000);

    /** Whatever key an outer token may be bound to, its claim is no longer than this. */
    static final Cnf LONGEST_CNF = new Cnf("x5t#S256", "A".repeat(43));

    private final TokenContents contents;
    private final matryoshka.token.TokenSizes sizes;
    private final int reservedBytes;
    private final @Nullable StatusReference status;

    private PlannedSizes(
            TokenContents contents,
            matryoshka.token.TokenSizes sizes,
            int reservedBytes,
            @Nullable StatusReference status) {
        this.contents = contents;
        this.sizes = sizes;
        this.reservedBytes = reservedBytes;
        this.status = status;
    }

    /**
     * Lengths of the tokens of a chain.
     *
     * @param versionDigits how many digits to assume of the graph's version
     * @param status the reference to assume in each token; null for none
     */
    static PlannedSizes of(
            String issuer, Sight sight, int versionDigits, ChainValues chain, @Nullable StatusReference status) {
        return new PlannedSizes(
                new TokenContents(sight.graph()),
                new matryoshka.token.TokenSizes(issuer, versionDigits, chain, sight.sealer()),
                0,
                status);
    }

    /** What a client's own chain has, before anybody has asked for it. */
    static ChainValues ownChain(String client) {
        return new ChainValues(ANY_ID, ANY_ID, client, IdentityClaims.NONE, ANY_TIME, null);
    }

    /** The same with so many bytes more in the claims of each token. */
    PlannedSizes withOverhead(int bytes) {
        return new PlannedSizes(contents, sizes, bytes, status);
    }

    @Override
    public int payload(TokenContent content, List<Nested> nested) {
        matryoshka.token.TokenContent embedding = contents.of(content, ANY_ID, status);
        long entries = 0;
        for (Nested token : nested) {
            entries += sizes.entryBytes(embedding, contents.of(token.content(), ANY_ID, status), token.bytes());
        }
        return Math.toIntExact(
                sizes.nestedPayloadBytes(sizes.payloadBytes(embedding) + reservedBytes, nested.size(), entries));
    }

    @Override
    public int compact(TokenContent content, int payload) {
        return Math.toIntExact(sizes.tokenBytes(contents.of(content, ANY_ID, status), payload));
    }
}
