package matryoshka.service.graph.preview;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.Confirmation;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.plan.Actors;
import matryoshka.graph.plan.Exchange;
import matryoshka.graph.plan.Origin;
import matryoshka.graph.plan.OuterToken;
import matryoshka.graph.plan.PlanRefusal;
import matryoshka.graph.plan.PlanRequest;
import matryoshka.graph.plan.PlanResult;
import matryoshka.graph.plan.PlanResult.Refused;
import matryoshka.graph.plan.Registration;
import matryoshka.graph.plan.Subject;
import matryoshka.graph.plan.TokenPath;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.service.clients.Client;
import matryoshka.service.planning.minting.Planner;
import matryoshka.service.planning.minting.PlanningBasis;
import matryoshka.service.trust.ExternalSubject;
import matryoshka.token.ChainValues;
import matryoshka.token.IdentityClaims;
import org.jspecify.annotations.Nullable;

/**
 * Plans the token of a chain that acts for a user or goes through exchanges, as minting would: with ids, actors and claims of the lengths
 * they will have. Assumes that conditions hold and parameters are given, since only a request can tell.
 */
final class PreviewChain {
    /** As long as the {@code jti} of a token that begins a chain, and as a {@code txn}. */
    private static final String ANY_ID = "A".repeat(22);
    /** As long as the suffix that an exchange appends to a {@code jti}. */
    private static final String ANY_SUFFIX = "~" + "A".repeat(8);

    private static final Instant ANY_TIME = Instant.ofEpochSecond(1_000_000_000);

    private final Planner planner;
    private final PlanningBasis graph;
    private final Client client;
    private final Registration registration;

    /** One token of the chain: the plan of its tree, and what only a request would bring. */
    private record Link(TokenPlan plan, OuterToken outer, ChainValues values) {}

    PreviewChain(Planner planner, PlanningBasis graph, Client client) {
        this.planner = planner;
        this.graph = graph;
        this.client = client;
        this.registration = Planner.registration(Optional.of(client));
    }

    PlanResult<TokenPlan> plan(PreviewRequest request) {
        PlanResult<Link> link = first(request.begun(), request.user());
        for (PreviewRequest.Hop hop : request.hops()) {
            link = link.flatMap(before -> exchanged(before, hop));
        }
        return link.map(Link::plan);
    }

    private PlanResult<Link> first(PlanRequest request, Optional<ExternalSubject> user) {
        SortedMap<String, Object> own = client.metadata().claims();
        if (user.isEmpty()) {
            return begun(
                    request, new OuterToken(client.id(), List.of(), own), values(client.id(), IdentityClaims.NONE));
        }
        ExternalSubject subject = user.get();
        // The client's registered claims take precedence over those of the user's token.
        SortedMap<String, Object> claims = new TreeMap<>(subject.claims());
        claims.putAll(own);
        return begun(
                request.bringing(subject.claims().keySet()),
                new OuterToken(client.id(), List.of(client.id()), claims),
                values(subject.subject(), subject.identity()));
    }

    private PlanResult<Link> begun(PlanRequest request, OuterToken outer, ChainValues values) {
        PlanRequest reserved = request.with(planner.reserve(graph, client.id(), outer, values));
        return planner.prepare(graph, client, reserved, outer, values)
                .map(compiled -> new Link(compiled.plan(), outer, values));
    }

    private static ChainValues values(String subject, IdentityClaims identity) {
        return new ChainValues(ANY_ID, ANY_ID, subject, identity, ANY_TIME, null);
    }

    private PlanResult<Link> continued(Origin origin, OuterToken outer, ChainValues values) {
        Origin reserved = origin.with(planner.reserve(graph, origin.client(), outer, values));
        return planner.prepare(graph, reserved, Optional.of(client), outer, values)
                .map(compiled -> new Link(compiled.plan(), outer, values));
    }

    private PlanResult<Link> exchanged(Link link, PreviewRequest.Hop hop) {
        String service = hop.service();
        if (!link.plan().outer().content().members().contains(service)) {
            return new Refused<>(
                    PlanRefusal.INVALID_TARGET, "The token's audience does not include the service '" + service + "'.");
        }
        ServiceGraph services = graph.graph();
        Subject subject = new Subject(
                link.plan().origin(),
                TokenPath.OUTER,
                link.plan().outer().content().scopes());
        return new Exchange(services, registration)
                .give(subject, new Exchange.Wish(service, hop.targets(), hop.scopes()))
                .flatMap(given -> {
                    SortedMap<String, Object> claims = Exchange.claimsToday(
                            services, registration, subject, link.outer().claims());
                    ClaimRules rules = given.rules();
                    OuterToken outer = new OuterToken(
                            service,
                            Actors.joinedBy(service, link.outer().actors()),
                            rules == null ? claims : rules.applyTo(claims),
                            confirmation(services, service));
                    return continued(given.origin(), outer, after(link.values()));
                });
    }

    private static @Nullable Confirmation confirmation(ServiceGraph services, String service) {
        return services.service(service)
                .map(found -> found.keys().confirmation())
                .orElse(null);
    }

    private static ChainValues after(ChainValues values) {
        return new ChainValues(
                values.rootJti() + ANY_SUFFIX, values.txn(), values.subject(), values.identity(), values.now(), null);
    }
}
