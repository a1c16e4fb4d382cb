package matryoshka.graph.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sorted;

/**
 * What a tree of tokens is resolved from: everything needed to resolve it again, in the same graph or in another.
 *
 * @param client the origin client, which began the chain
 * @param requested the scopes with which the chain began
 * @param claims names of the custom claims of the user's token that began the chain; none for a client's own chain
 * @param hops the exchanges since; empty for a client's own token
 * @param reservedBytes bytes left free in each token for what a request adds to it: the user's identity, longer ids, claims, earlier actors
 */
public record Origin(
        String client, Scopes requested, SortedSet<String> claims, List<ExchangeHop> hops, int reservedBytes) {

    public Origin {
        claims = Sorted.set(claims);
        hops = List.copyOf(hops);
    }

    /** Returns the origin of a token that a client requests for itself. */
    public static Origin of(String client, Scopes requested) {
        return new Origin(client, requested, Sorted.set(List.of()), List.of(), 0);
    }

    /**
     * Returns the origin after exchanging one of this tree's tokens. Renewing the outer token leads back to its own origin, and narrowing
     * repeatedly counts once, as far as the requested scopes were held before: a chain grows only if it leads to something else.
     */
    public Origin after(ExchangeHop hop) {
        boolean own = hop.along() == null && hop.path().isOuter();
        Scopes asked = hop.requested();
        if (own && asked == null) {
            return this;
        }
        List<ExchangeHop> longer = new ArrayList<>(hops);
        ExchangeHop last = hops.isEmpty() ? null : hops.get(hops.size() - 1);
        if (own
                && last != null
                && last.along() == null
                && asked != null
                && last.held().containsAll(asked)) {
            longer.set(longer.size() - 1, new ExchangeHop(last.path(), last.held(), null, asked));
        } else {
            longer.add(hop);
        }
        return new Origin(client, requested, claims, longer, reservedBytes);
    }

    /** Returns the origin of a chain that begins with a user's token, which has these custom claims. */
    public Origin bringing(Collection<String> names) {
        return new Origin(client, requested, Sorted.set(names), hops, reservedBytes);
    }

    public Origin with(int otherEnvelope) {
        return otherEnvelope == reservedBytes ? this : new Origin(client, requested, claims, hops, otherEnvelope);
    }
}
