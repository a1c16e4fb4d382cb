package matryoshka.graph.plan;

import java.util.List;
import java.util.SortedSet;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.Sorted;

/**
 * One token of a plan.
 *
 * @param id the plan node's id: 96 bits in base64url, the same wherever and whenever the same is planned
 * @param digest of what it says by itself, without what is nested in it, in base64url: to tell whether it would say the same later
 * @param level what it permits by itself, and at which place
 * @param content what it will say
 * @param rules which custom claims of the token around it it has
 * @param conditions of the edges it is given along, in CEL; where it is nested, it is minted only if all of them hold
 * @param wayConditions of all edges on the way that the chain comes to it, those included
 * @param embeds indices, in the plan's leaf-first list, of the tokens nested in it
 * @param offers exchange edges that match on it; not minted
 * @param cut embeddings that the budget turned into exchange edges
 * @param bytes length of its compact form; the minted token is not longer
 */
public record PlannedToken(
        String id,
        String digest,
        TokenAuthority level,
        TokenContent content,
        ClaimRules rules,
        SortedSet<String> conditions,
        SortedSet<String> wayConditions,
        List<Integer> embeds,
        List<ExchangeOffer> offers,
        List<CutEmbedding> cut,
        int bytes) {

    /** Characters that an {@link #id} has. */
    public static final int ID_LENGTH = 16;

    public PlannedToken {
        conditions = Sorted.set(conditions);
        wayConditions = Sorted.set(wayConditions);
        embeds = List.copyOf(embeds);
        offers = List.copyOf(offers);
        cut = List.copyOf(cut);
    }

    /** The way to it from the outer token. */
    public List<Edge> way() {
        return level.way();
    }

    PlannedToken saying(TokenContent otherContent, int otherBytes) {
        return new PlannedToken(
                id, digest, level, otherContent, rules, conditions, wayConditions, embeds, offers, cut, otherBytes);
    }
}
