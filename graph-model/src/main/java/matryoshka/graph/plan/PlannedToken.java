package matryoshka.graph.plan;

import java.util.List;

/**
 * One token of a plan.
 *
 * @param id the plan node's id: 128 bits in base64url, the same wherever and whenever the same is planned
 * @param content what it will say
 * @param embeds indices, in the plan's leaf-first list, of the tokens nested in it
 * @param offers exchange edges that match on it; not minted
 * @param cut embeddings that the budget turned into exchange edges
 * @param bytes length of its compact form, at most where it is or holds an encrypted token, else exactly
 */
public record PlannedToken(
        String id,
        TokenContent content,
        List<Integer> embeds,
        List<ExchangeOffer> offers,
        List<ExchangeOffer> cut,
        int bytes) {

    public PlannedToken {
        embeds = List.copyOf(embeds);
        offers = List.copyOf(offers);
        cut = List.copyOf(cut);
    }
}
