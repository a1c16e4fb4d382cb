package matryoshka.service.minting;

import java.time.Instant;
import java.util.List;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.plan.TokenContent;
import matryoshka.graph.plan.TokenSizes;
import matryoshka.token.ChainValues;
import matryoshka.token.Cnf;
import matryoshka.token.IdentityClaims;
import matryoshka.token.TokenSealer;
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

    /** @param outerCnf what to assume the outer token to be bound to, or null */
    PlannedSizes(
            ServiceGraph graph,
            String issuer,
            int versionDigits,
            String subject,
            TokenSealer sealer,
            @Nullable Cnf outerCnf) {
        this.contents = new TokenContents(graph);
        this.sizes = new matryoshka.token.TokenSizes(
                issuer,
                versionDigits,
                new ChainValues(ANY_ID, ANY_ID, subject, IdentityClaims.NONE, ANY_TIME, null).boundTo(outerCnf),
                sealer);
    }

    @Override
    public int payload(TokenContent content, List<Nested> nested) {
        matryoshka.token.TokenContent embedding = contents.of(content, ANY_ID);
        long entries = 0;
        for (Nested token : nested) {
            entries += sizes.entryBytes(embedding, contents.of(token.content(), ANY_ID), token.bytes());
        }
        return Math.toIntExact(sizes.nestedPayloadBytes(sizes.payloadBytes(embedding), nested.size(), entries));
    }

    @Override
    public int compact(TokenContent content, int payload) {
        return Math.toIntExact(sizes.tokenBytes(contents.of(content, ANY_ID), payload));
    }
}
