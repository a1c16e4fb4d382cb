package matryoshka.graph.staleness;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import matryoshka.graph.Scopes;
import matryoshka.graph.ScopesByService;
import matryoshka.graph.Sorted;
import matryoshka.graph.plan.PlannedToken;
import matryoshka.graph.plan.TokenAuthority;
import matryoshka.graph.plan.TokenPlan;

/**
 * The authority of a token and everything nested in it (docs/model.md, section 7). Authority that is only offered for exchange does not
 * count.
 *
 * @param services by service name, the audience and scopes there
 */
public record Authority(SortedMap<String, At> services) {

    /** The authority at one service: its scopes, in tokens for this audience. */
    public record At(String audience, Scopes scopes) {}

    public Authority {
        services = Sorted.map(services);
    }

    /** Returns the authority of a whole plan. */
    public static Authority of(TokenPlan plan) {
        return of(plan.leafFirst().stream().map(PlannedToken::level).toList());
    }

    /** Returns the combined authority of tokens. If two have different audiences for one service, the first counts. */
    public static Authority of(Collection<TokenAuthority> levels) {
        SortedMap<String, At> services = new TreeMap<>();
        for (TokenAuthority level : levels) {
            level.services()
                    .forEach((name, at) -> services.merge(name, new At(at.audience(), at.scopes()), Authority::united));
        }
        return new Authority(services);
    }

    private static At united(At one, At other) {
        return new At(one.audience(), one.scopes().union(other.scopes()));
    }

    /** Returns, by service, the scopes that this has and the other has not. At a service with a different audience, that is all of them. */
    ScopesByService without(Authority other) {
        SortedMap<String, Scopes> left = new TreeMap<>();
        services.forEach((name, here) -> {
            At there = other.services().get(name);
            left.put(
                    name,
                    there != null && there.audience().equals(here.audience())
                            ? here.scopes().minus(there.scopes())
                            : here.scopes());
        });
        return ScopesByService.of(left);
    }
}
