package matryoshka.graph.plan;

import java.util.SortedSet;

/**
 * All matching exchange edges from one caller to one callee: a token that is not minted, but to be had when needed.
 *
 * @param holder the caller, which may exchange its token
 * @param callee the service it may have a token for
 * @param audience the callee's audience
 * @param scopes union of what the edges grant
 */
public record ExchangeOffer(String holder, String callee, String audience, SortedSet<String> scopes) {}
