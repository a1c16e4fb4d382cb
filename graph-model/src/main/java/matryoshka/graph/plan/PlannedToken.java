package matryoshka.graph.plan;

import java.util.List;
import java.util.SortedSet;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.Sorted;

/**
 * One token of a plan.
 *
 * @param id the plan node's id: 96 bits in base64url, the same wherever and whenever the same is planned
 * @param digest of its own content, without what is nested in it, in base64url: to detect later changes of the content
 * @param level its own authority, and its position
 * @param content its content
 * @param rules which custom claims of the enclosing token it gets
 * @param conditions of the edges along which it is granted, in CEL; if it is nested, it is minted only if all of them hold
 * @param wayConditions of all edges on the chain's path to it, including those
 * @param embeds indices, in the plan's leaf-first list, of the tokens nested in it
 * @param offers exchange edges that match on it; not minted
 * @param cut embeddings that the budget turned into exchange edges
 * @param bytes length of its compact form; the minted token is not longer
 */
public record PlannedToken(
        String id,
        String digest,
        TokenAuthority level,
        PlannedContent content,
        ClaimRules rules,
        SortedSet<String> conditions,
        SortedSet<String> wayConditions,
        List<Integer> embeds,
        List<ExchangeOffer> offers,
        List<CutEmbedding> cut,
        int bytes) {

    /** The length of an {@link #id} in characters. */
    public static final int ID_LENGTH = 16;

    public PlannedToken {
        conditions = Sorted.set(conditions);
        wayConditions = Sorted.set(wayConditions);
        embeds = List.copyOf(embeds);
        offers = List.copyOf(offers);
        cut = List.copyOf(cut);
    }

    /** Returns the path to it from the outer token. */
    public TokenPath path() {
        return level.path();
    }

    PlannedToken saying(PlannedContent otherContent, int otherBytes) {
        return new PlannedToken(
                id, digest, level, otherContent, rules, conditions, wayConditions, embeds, offers, cut, otherBytes);
    }
}
