package matryoshka.graph.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * A tree of tokens to mint, within the budget.
 *
 * @param origin what it was resolved from
 * @param lineage of a chain that went through exchanges, what the tokens before this tree permit, from the first one on
 * @param leafFirst the tokens in minting order: what is nested comes before what nests it, the outer token last
 * @param depth tokens on the longest path, the outer one included
 * @param budgetUsed the largest share that one of the budget's limits is used to, from 0 to 1
 * @param read the services that were looked at: as long as these, and the edges that start at them, stay as they are, the same origin
 *     leads to the same plan
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

    /** The client that began the chain. */
    public String originClient() {
        return origin.client();
    }

    /** The scopes that the chain began with. */
    public SortedSet<String> requested() {
        return origin.requested();
    }

    public PlannedToken outer() {
        return leafFirst.get(leafFirst.size() - 1);
    }

    /** The token at the end of a way from the outer one; empty when there is none. */
    public Optional<PlannedToken> at(List<Edge> way) {
        return leafFirst.stream().filter(token -> token.way().equals(way)).findFirst();
    }

    /** Length of the outer token's compact form, in bytes. */
    public int bytes() {
        return outer().bytes();
    }

    public int tokens() {
        return leafFirst.size();
    }
}
