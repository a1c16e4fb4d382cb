package matryoshka.token;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A plan made ready for minting: the constant bytes of all its tokens are written once, so that minting only copies, fills in and signs.
 * Immutable; keep one per plan.
 */
public final class TreeTemplate {
    private static final int NOBODY = -1;

    private final List<TemplateNode> nodes;
    private final List<ClaimsTemplate> claims = new ArrayList<>();
    /** Of each token, the index of the one that embeds it. */
    private final int[] parents;
    /** Of each embedded token, its entry up to the token; empty for the outer one. */
    private final List<byte[]> entryStarts = new ArrayList<>();

    /**
     * @param nodes leaf first: each token after those it embeds, the outer one last
     * @throws IllegalArgumentException when they are no tree in that order, or a {@code jti} does not begin with its parent's
     */
    public TreeTemplate(String issuer, long graphVersion, List<TemplateNode> nodes) {
        this.nodes = List.copyOf(nodes);
        this.parents = parents(this.nodes);
        for (int i = 0; i < parents.length; i++) {
            TokenContent content = this.nodes.get(i).content();
            claims.add(new ClaimsTemplate(issuer, graphVersion, content));
            entryStarts.add(
                    parents[i] == NOBODY
                            ? new byte[0]
                            : TokensClaim.entryStart(this.nodes.get(parents[i]).content(), content));
        }
    }

    /** Mints the whole tree. */
    public MintedTree mint(ChainValues values, TokenSealer sealer) {
        ChainJson chain = new ChainJson(values);
        long[] expiries = expiries(values);
        byte[][] sealed = new byte[nodes.size()][];
        List<MintedToken> minted = new ArrayList<>(sealed.length);
        JsonBytes payload = new JsonBytes();
        for (int i = 0; i < sealed.length; i++) {
            TemplateNode node = nodes.get(i);
            payload.clear();
            claims.get(i).write(payload, chain, expiries[i]);
            writeTokens(payload, node.embeds(), sealed);
            payload.raw("}");
            sealed[i] = sealer.seal(payload.toByteArray(), node.content().presenter());
            minted.add(new MintedToken(
                    values.rootJti() + node.content().place(),
                    Instant.ofEpochSecond(expiries[i]),
                    sealed[i].length,
                    node.content().cnf(values)));
        }
        return new MintedTree(new String(sealed[sealed.length - 1], StandardCharsets.US_ASCII), minted);
    }

    /** How many bytes of JSON are written already. */
    public long writtenBytes() {
        return claims.stream().mapToLong(ClaimsTemplate::writtenBytes).sum()
                + entryStarts.stream().mapToLong(start -> start.length).sum();
    }

    private void writeTokens(JsonBytes out, List<Integer> embeds, byte[][] sealed) {
        if (embeds.isEmpty()) {
            return;
        }
        out.raw(TokensClaim.OPEN);
        for (int i = 0; i < embeds.size(); i++) {
            int child = embeds.get(i);
            out.raw(i == 0 ? "" : ",")
                    .raw(entryStarts.get(child))
                    .raw(sealed[child])
                    .raw(TokensClaim.ENTRY_END);
        }
        out.raw(TokensClaim.CLOSE);
    }

    /**
     * The length of each token that {@link #mint} would make, without signing; exact, but an upper bound for confidential tokens and those
     * around them. In the order of the nodes.
     */
    public long[] tokenBytes(ChainValues values, TokenSealer sealer) {
        ChainJson chain = new ChainJson(values);
        long[] sizes = new long[nodes.size()];
        JsonBytes payload = new JsonBytes();
        for (int i = 0; i < sizes.length; i++) {
            payload.clear();
            claims.get(i).write(payload, chain, values.issuedAt());
            payload.raw("}");
            List<Integer> embeds = nodes.get(i).embeds();
            long entries = embeds.stream()
                    .mapToLong(child -> entryStarts.get(child).length + sizes[child] + TokensClaim.ENTRY_END.length)
                    .sum();
            long bytes = payload.length() + TokensClaim.bytes(embeds.size(), entries);
            sizes[i] = sealer.bytesAtMost(bytes, nodes.get(i).content().presenter());
        }
        return sizes;
    }

    /** From the outer token inwards: none outlives the one it is embedded in. */
    private long[] expiries(ChainValues values) {
        long[] expiries = new long[parents.length];
        int outer = parents.length - 1;
        expiries[outer] = values.expiry(nodes.get(outer).content().lifetime()).getEpochSecond();
        for (int i = outer - 1; i >= 0; i--) {
            long own = values.issuedAt() + nodes.get(i).content().lifetime().toSeconds();
            expiries[i] = Math.min(expiries[parents[i]], own);
        }
        return expiries;
    }

    private static int[] parents(List<TemplateNode> nodes) {
        int[] parents = new int[nodes.size()];
        Arrays.fill(parents, NOBODY);
        for (int i = 0; i < parents.length; i++) {
            String place = nodes.get(i).content().place();
            for (int child : nodes.get(i).embeds()) {
                require(child >= 0 && child < i, "a token comes after those it embeds");
                require(parents[child] == NOBODY, "a token is embedded once");
                require(nodes.get(child).content().place().startsWith(place + "."), "a jti extends its parent's");
                parents[child] = i;
            }
        }
        require(
                Arrays.stream(parents).filter(parent -> parent == NOBODY).count() == 1,
                "all tokens but the last are embedded");
        return parents;
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException("not a tree of tokens: " + rule);
        }
    }
}
