package matryoshka.graph.plan;

import java.util.SortedSet;
import matryoshka.graph.Sorted;

/**
 * All matching edges of a kind from one caller to one callee: a token that is not minted, but to be had when needed.
 *
 * @param holder the caller, which may exchange its token
 * @param callee the service it may have a token for
 * @param audience the callee's audience
 * @param scopes union of what the edges grant
 * @param conditions of embed edges, in CEL, which is to hold for it to be had; exchange edges have each its own, and none is here
 */
public record ExchangeOffer(
        String holder, String callee, String audience, SortedSet<String> scopes, SortedSet<String> conditions) {

    public ExchangeOffer {
        scopes = Sorted.set(scopes);
        conditions = Sorted.set(conditions);
    }
}
