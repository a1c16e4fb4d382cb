package matryoshka.token;

import java.util.ArrayList;
import java.util.List;

/**
 * Computes the sizes of planned tokens before anything is signed, by writing and packing them with placeholders for ids and signatures. The
 * placeholders depend only on the plan, so the same plan always has the same size. In the plain form sizes are exact, except for compressed
 * confidential tokens and the tokens around them. In the packed form a size leaves room for the variation caused by random ids and
 * signatures. Thread-safe.
 */
public final class TreeSizes {
    /** The room, in standard deviations of the length of the claims. Measured: {@code docs/token-size.md}. */
    private static final double DEVIATIONS = 8;

    /** The variance that packing adds to the length of the claims, in bytes²: a constant, and a part for each packed character. */
    private static final double VARIANCE = 3;

    private static final double VARIANCE_PER_CHARACTER = 0.0045;

    private final String issuer;
    private final long graphVersion;
    private final ChainJson chain;
    private final TokenSealer sealer;
    private final EmbeddingForm form;

    /**
     * Computes sizes for the trees of one chain.
     *
     * @param versionDigits how many digits to assume for the graph version, 1 to 18
     * @param values the subject, transaction, ids and key to assume; only their lengths matter, and whether there is an extension
     */
    public TreeSizes(String issuer, int versionDigits, ChainValues values, TokenSealer sealer, EmbeddingForm form) {
        this(issuer, Long.parseLong("9".repeat(versionDigits)), values, sealer, form, 0);
    }

    private TreeSizes(
            String issuer,
            long graphVersion,
            ChainValues values,
            TokenSealer sealer,
            EmbeddingForm form,
            int reserved) {
        this.issuer = issuer;
        this.graphVersion = graphVersion;
        this.chain = new ChainJson(PlaceholderClaims.chain(values, reserved));
        this.sealer = sealer;
        this.form = form;
    }

    /** Returns the same sizes for a subject and identity that may be longer by this many bytes. */
    public TreeSizes reserving(int bytes) {
        return new TreeSizes(issuer, graphVersion, chain.values, sealer, form, bytes);
    }

    /** Returns the bytes of a token's claims without its embedded tokens. */
    public long claimsBytes(TokenContent content) {
        JsonBytes json = new JsonBytes();
        new ClaimsTemplate(issuer, graphVersion, content).write(json, chain, chain.values.issuedAt());
        return json.raw("}").length();
    }

    /**
     * Computes the size of one token with everything it embeds. After a change in a tree, only the tokens from the change up to the outer
     * token must be sized again.
     *
     * <p>A token that embeds more than can be unpacked counts as longer than any limit.
     *
     * @param embedded the tokens that it embeds, sized by this object, in the order of the {@code tokens} claim
     */
    public SizedToken size(TokenContent content, List<SizedToken> embedded) {
        Placeholders random = PlaceholderClaims.random(content);
        JsonBytes json = new JsonBytes();
        new ClaimsTemplate(issuer, graphVersion, PlaceholderClaims.content(content, random))
                .write(json, chain, PlaceholderClaims.expiry(content, chain.values));
        List<TokensForm.Entry> entries = new ArrayList<>(embedded.size());
        double variance = 0;
        for (SizedToken child : embedded) {
            if (child.isTooLong()) {
                return SizedToken.tooLong(content);
            }
            entries.add(form.writer().entry(content, child.content).write(child.payload, child.packed, child.token));
            variance += child.variance;
        }
        if (entries.stream().mapToLong(entry -> entry.bytes.length).sum() > EmbeddedTokens.MAX_TEXT_BYTES) {
            return SizedToken.tooLong(content);
        }
        int packed = form.writer().claim().write(json, entries);
        if (packed > 0) {
            variance += VARIANCE + VARIANCE_PER_CHARACTER * packed;
        }
        byte[] payload = json.raw("}").toByteArray();
        long room = (long) Math.ceil(DEVIATIONS * Math.sqrt(variance));
        return new SizedToken(
                content,
                payload,
                packed,
                sealer.placeholder(payload, content.presenter(), random),
                variance,
                sealer.bytesAtMost(payload.length + room, content.presenter()));
    }
}
