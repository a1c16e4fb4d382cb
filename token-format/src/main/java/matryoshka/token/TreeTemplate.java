package matryoshka.token;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A plan prepared for minting: the constant bytes of all its tokens are written once, so that minting only copies, fills in, packs and
 * signs. Immutable; keep one per plan.
 */
public final class TreeTemplate {
    private static final int NOBODY = -1;

    private final List<TemplateNode> nodes;
    private final List<ClaimsTemplate> claims = new ArrayList<>();
    /** For each token, the index of the one that embeds it. */
    private final int[] parents;

    private final List<TokensForm.ClaimWriter> tokens = new ArrayList<>();
    /** For each token except the outer one. */
    private final List<TokensForm.EntryWriter> entries = new ArrayList<>();

    /**
     * Creates a template of a tree in the plain form.
     *
     * @param nodes leaf first: each token after those it embeds, the outer one last
     * @throws IllegalArgumentException if they are not a tree in that order, or a {@code jti} does not begin with its parent's
     */
    public TreeTemplate(String issuer, long graphVersion, List<TemplateNode> nodes) {
        this(issuer, graphVersion, nodes, EmbeddingForm.PLAIN);
    }

    /**
     * Creates a template of a tree in either form.
     *
     * @param nodes leaf first: each token after those it embeds, the outer one last
     * @throws IllegalArgumentException if they are not a tree in that order, or a {@code jti} does not begin with its parent's
     */
    public TreeTemplate(String issuer, long graphVersion, List<TemplateNode> nodes, EmbeddingForm form) {
        this.nodes = List.copyOf(nodes);
        this.parents = parents(this.nodes);
        for (int i = 0; i < parents.length; i++) {
            TokenContent content = this.nodes.get(i).content();
            claims.add(new ClaimsTemplate(issuer, graphVersion, content));
            tokens.add(form.writer().claim());
            if (parents[i] != NOBODY) {
                entries.add(form.writer().entry(this.nodes.get(parents[i]).content(), content));
            }
        }
    }

    /** Mints the whole tree. */
    public MintedTree mint(ChainValues values, TokenSealer sealer) {
        ChainJson chain = new ChainJson(values);
        long[] expiries = expiries(values);
        int outer = nodes.size() - 1;
        TokensForm.Entry[] written = new TokensForm.Entry[outer];
        byte[] sealed = {};
        List<MintedToken> minted = new ArrayList<>(nodes.size());
        JsonBytes json = new JsonBytes();
        for (int i = 0; i <= outer; i++) {
            TokenContent content = nodes.get(i).content();
            json.clear();
            claims.get(i).write(json, chain, expiries[i]);
            int packed = tokens.get(i).write(json, embedded(i, written));
            byte[] payload = json.raw("}").toByteArray();
            sealed = sealer.seal(payload, content.presenter());
            if (i < outer) {
                written[i] = entries.get(i).write(payload, packed, sealed);
            }
            minted.add(new MintedToken(
                    values.rootJti() + content.place(),
                    Instant.ofEpochSecond(expiries[i]),
                    sealed.length,
                    content.cnf(values)));
        }
        return new MintedTree(new String(sealed, StandardCharsets.US_ASCII), minted);
    }

    /** Returns how many bytes of memory it takes: the written JSON, and at most what it remembers about packing. */
    public long writtenBytes() {
        long[] bytes = claims.stream().mapToLong(ClaimsTemplate::writtenBytes).toArray();
        long written = 0;
        for (int i = 0; i < bytes.length; i++) {
            long embedded = nodes.get(i).embeds().stream()
                    .mapToLong(child -> bytes[child])
                    .sum();
            written += bytes[i] + tokens.get(i).rememberedBytes(embedded);
        }
        return written;
    }

    private List<TokensForm.Entry> embedded(int node, TokensForm.Entry[] written) {
        List<TokensForm.Entry> embedded = new ArrayList<>();
        for (int child : nodes.get(node).embeds()) {
            embedded.add(written[child]);
        }
        return embedded;
    }

    /** From the outer token inwards: no token outlives the one that embeds it. */
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
