package matryoshka.graph.plan;

import java.util.List;
import matryoshka.graph.ClaimRules;

/**
 * One token of a plan.
 *
 * @param id the plan node's id: 128 bits in base64url, the same wherever and whenever the same is planned
 * @param level what it permits by itself, and at which place
 * @param content what it will say
 * @param rules which custom claims of the token around it it has
 * @param embeds indices, in the plan's leaf-first list, of the tokens nested in it
 * @param offers exchange edges that match on it; not minted
 * @param cut embeddings that the budget turned into exchange edges
 * @param bytes length of its compact form, at most where it is or holds an encrypted token, else exactly
 */
public record PlannedToken(
        String id,
        Level level,
        TokenContent content,
        ClaimRules rules,
        List<Integer> embeds,
        List<ExchangeOffer> offers,
        List<ExchangeOffer> cut,
        int bytes) {

    public PlannedToken {
        embeds = List.copyOf(embeds);
        offers = List.copyOf(offers);
        cut = List.copyOf(cut);
    }

    /** The way to it from the outer token. */
    public List<Step> way() {
        return level.way();
    }

    PlannedToken saying(TokenContent otherContent, int otherBytes) {
        return new PlannedToken(id, level, otherContent, rules, embeds, offers, cut, otherBytes);
    }
}
