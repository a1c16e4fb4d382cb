package matryoshka.graph.plan;

import java.util.List;

/** Exact lengths of tokens that have not been minted, known to whoever writes them. All lengths are in bytes. */
public interface TokenSizes {

    /** A nested token and the length of its compact form. */
    record Nested(TokenContent content, int bytes) {}

    /** Length of the token's claims with these tokens in its {@code tokens} claim. */
    int payload(TokenContent content, List<Nested> nested);

    /** Length of the compact form of a token whose claims are this long; an upper bound where it is encrypted. */
    int compact(TokenContent content, int payload);
}
