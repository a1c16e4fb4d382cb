package matryoshka.graph.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import matryoshka.graph.Scopes;

/**
 * A tree of tokens to mint, within the budget.
 *
 * @param origin what it was resolved from
 * @param lineage if the chain went through exchanges, the authority of the tokens before this tree, from the first one on
 * @param leafFirst the tokens in minting order: nested tokens before the enclosing ones, the outer token last
 * @param depth tokens on the longest path, the outer one included
 * @param budgetUsed the largest fraction of any one of the budget's limits that is used, from 0 to 1
 * @param read the services that were read: as long as these, and the edges that start at them, do not change, the same origin leads to the
 *     same plan
 */
public record TokenPlan(
        Origin origin,
        List<TokenAuthority> lineage,
        List<PlannedToken> leafFirst,
        int depth,
        double budgetUsed,
        Set<String> read) {

    public TokenPlan {
        read = Set.copyOf(read);
        lineage = List.copyOf(lineage);
        leafFirst = List.copyOf(leafFirst);
    }

    /** Returns the client that began the chain. */
    public String originClient() {
        return origin.client();
    }

    /** Returns the scopes with which the chain began. */
    public Scopes requested() {
        return origin.requested();
    }

    public PlannedToken outer() {
        return leafFirst.get(leafFirst.size() - 1);
    }

    /** Returns the token at the end of a path from the outer one; empty if there is none. */
    public Optional<PlannedToken> at(TokenPath path) {
        return leafFirst.stream().filter(token -> token.path().equals(path)).findFirst();
    }

    /** Returns the length of the outer token's compact form, in bytes. */
    public int bytes() {
        return outer().bytes();
    }

    public int tokens() {
        return leafFirst.size();
    }
}
