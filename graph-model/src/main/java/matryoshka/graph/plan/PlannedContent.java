package matryoshka.graph.plan;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import matryoshka.graph.Confirmation;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sorted;
import org.jspecify.annotations.Nullable;

/**
 * The content of a planned token, except what only minting determines (times, ids, signature, nested tokens).
 *
 * @param place its position in the tree: "" for the outer token, then ".i" for the i-th embedding of the enclosing one
 * @param callee the service it is for; for an outer token with several, the first
 * @param presenter who presents it ({@code client_id}): the requesting client or, if embedded, its holder
 * @param actors the actors of the chain, newest first ({@code act})
 * @param members the services that accept it, by name
 * @param audiences their audiences, sorted ({@code aud})
 * @param scopes its scopes
 * @param claims custom claims
 * @param lifetime its own longest lifetime; it never outlives the enclosing token
 * @param confirmation the key it is bound to ({@code cnf}), or null
 * @param confidential whether it is encrypted to its holder
 * @param exchange audiences whose tokens the budget cut from it ({@code exchange}), sorted
 */
public record PlannedContent(
        String place,
        String callee,
        String presenter,
        List<String> actors,
        SortedSet<String> members,
        List<String> audiences,
        Scopes scopes,
        SortedMap<String, Object> claims,
        Duration lifetime,
        @Nullable Confirmation confirmation,
        boolean confidential,
        SortedSet<String> exchange) {

    public PlannedContent {
        actors = List.copyOf(actors);
        audiences = List.copyOf(audiences);
        exchange = Sorted.set(exchange);
    }

    PlannedContent presentedBy(OuterToken other) {
        return new PlannedContent(
                place,
                callee,
                other.presenter(),
                other.actors(),
                members,
                audiences,
                scopes,
                other.claims(),
                lifetime,
                other.confirmation(),
                confidential,
                exchange);
    }

    /** Returns the same content without some of what it offers for exchange. */
    public PlannedContent withholding(Set<String> withheld) {
        SortedSet<String> left = new TreeSet<>(exchange);
        left.removeAll(withheld);
        return withheld.isEmpty() ? this : cutTo(left);
    }

    PlannedContent cutTo(SortedSet<String> audiencesToExchange) {
        return new PlannedContent(
                place,
                callee,
                presenter,
                actors,
                members,
                audiences,
                scopes,
                claims,
                lifetime,
                confirmation,
                confidential,
                audiencesToExchange);
    }
}
