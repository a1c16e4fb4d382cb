package matryoshka.graph.plan;

import java.util.SortedSet;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sorted;

/**
 * All matching edges of one kind from one caller to one callee: a token that is not minted, but available by exchange.
 *
 * @param holder the caller, which may exchange its token
 * @param callee the service that the new token is for
 * @param audience the callee's audience
 * @param scopes union of what the edges grant
 * @param conditions of embed edges, in CEL, all of which must hold; empty for exchange edges, which each have their own
 */
public record ExchangeOffer(
        String holder, String callee, String audience, Scopes scopes, SortedSet<String> conditions) {

    public ExchangeOffer {
        conditions = Sorted.set(conditions);
    }
}
