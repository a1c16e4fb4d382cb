package matryoshka.graph.power;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.Confirmation;
import matryoshka.graph.Dependency;
import matryoshka.graph.Edges;
import matryoshka.graph.GraphBuilder;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceKeys;
import matryoshka.graph.Services;
import matryoshka.graph.Sharing;
import matryoshka.graph.Sorted;
import matryoshka.graph.power.AuthorityWidening.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuthorityWideningTest {
    /** Orders charge cards at payments, which the cashiers own, in chains of the web shop. */
    private static final GraphDocument SHOP = GraphBuilder.graph()
            .service("orders", "orders:place", "orders:read")
            .service("payments", owned("cashiers"), "payments:charge", "payments:refund")
            .service("mail", "mail:send")
            .edge(
                    "charge",
                    "orders:place orders:read > payments:charge",
                    Sharing.EMBED,
                    edge -> Edges.clients(edge, List.of("web")))
            .document();

    private static final Dependency CHARGE = requireNonNull(SHOP.dependencies().get("charge"));

    private static final GraphDocument SHOP_WITH_SECRECY = with(Edges.guarded(CHARGE, null, true));

    private static UnaryOperator<Service> owned(String owner) {
        return s -> new Service(s.name(), null, null, null, Sorted.set(List.of(owner)), null, s.scopes(), s.keys());
    }

    private static GraphDocument with(Dependency edge) {
        Map<String, Dependency> edges = new TreeMap<>(SHOP.dependencies());
        edges.put(edge.name(), edge);
        return SHOP.withDependencies(edges);
    }

    private static GraphDocument with(Service service) {
        Map<String, Service> services = new TreeMap<>(SHOP.services());
        services.put(service.name(), service);
        return SHOP.withServices(services);
    }

    private static Service payments(
            @Nullable String audience, @Nullable String context, String owner, List<String> scopes, ServiceKeys keys) {
        Map<String, String> described = new TreeMap<>();
        scopes.forEach(scope -> described.put(scope, ""));
        return new Service(
                "payments", audience, context, null, Sorted.set(List.of(owner)), null, Sorted.map(described), keys);
    }

    /** {@code kind element service owners}, one a line. */
    private static List<String> given(GraphDocument before, GraphDocument after) {
        return AuthorityWidening.between(before, after).stream()
                .map(given ->
                        "%s %s %s %s".formatted(given.kind().word(), given.element(), given.service(), given.owners()))
                .toList();
    }

    private static void gives(GraphDocument after, Kind kind) {
        assertThat(given(SHOP, after)).containsExactly(kind.word() + " charge payments [cashiers]");
        assertThat(given(after, SHOP)).as("the way back only narrows").isEmpty();
    }

    private static void gives(GraphDocument before, GraphDocument after, String power) {
        assertThat(given(before, after)).containsExactly(power);
    }

    @Test
    void no_change_gives_nothing() {
        assertThat(AuthorityWidening.between(SHOP, SHOP)).isEmpty();
    }

    @Test
    void each_way_to_widen_a_dependency_needs_the_consent_of_its_callee() {
        gives(with(Edges.grants(CHARGE, List.of("payments:charge", "payments:refund"))), Kind.GRANTS_WIDENED);
        gives(with(Edges.requires(CHARGE, List.of("orders:place"))), Kind.REQUIRES_DROPPED);
        gives(with(Edges.requires(CHARGE, List.of())), Kind.REQUIRES_DROPPED);
        gives(with(Edges.clients(CHARGE, List.of())), Kind.CLIENTS_WIDENED);
        gives(with(Edges.clients(CHARGE, List.of("app", "web"))), Kind.CLIENTS_WIDENED);
        gives(with(Edges.sharing(CHARGE, Sharing.REUSE)), Kind.SHARING_WIDENED);
        gives(
                with(Edges.claims(CHARGE, new ClaimRules(Sorted.set(List.of()), Sorted.map(Map.of("tier", "gold"))))),
                Kind.CLAIMS_WIDENED);
        gives(
                with(Edges.claims(CHARGE, new ClaimRules(Sorted.set(List.of("tier")), Sorted.map(Map.of())))),
                Kind.CLAIMS_WIDENED);
        GraphDocument exchanged = with(Edges.sharing(CHARGE, Sharing.EXCHANGE));
        assertThat(given(exchanged, SHOP)).containsExactly("sharing-widened charge payments [cashiers]");
        assertThat(given(SHOP, exchanged)).isEmpty();
    }

    /** Who holds the token around it could not use what was encrypted to its holder. */
    @Test
    void what_is_no_longer_encrypted_to_its_holder_is_given_to_who_holds_the_token_around_it() {
        gives(SHOP_WITH_SECRECY, SHOP, "confidentiality-dropped charge payments [cashiers]");
        assertThat(given(SHOP, SHOP_WITH_SECRECY)).isEmpty();
        GraphDocument exchanged = with(Edges.sharing(CHARGE, Sharing.EXCHANGE));
        assertThat(given(SHOP_WITH_SECRECY, exchanged)).isEmpty();
    }

    @Test
    void a_constant_that_no_longer_hides_a_passed_claim_widens() {
        GraphDocument fixed = with(
                Edges.claims(CHARGE, new ClaimRules(Sorted.set(List.of("tier")), Sorted.map(Map.of("tier", "basic")))));
        GraphDocument passed =
                with(Edges.claims(CHARGE, new ClaimRules(Sorted.set(List.of("tier")), Sorted.map(Map.of()))));
        assertThat(given(fixed, passed)).containsExactly("claims-widened charge payments [cashiers]");
    }

    @Test
    void a_client_that_takes_anothers_place_and_a_scope_that_takes_anothers_place_widen() {
        assertThat(given(SHOP, with(Edges.clients(CHARGE, List.of("app")))))
                .containsExactly("clients-widened charge payments [cashiers]");
        GraphDocument other = with(Edges.requires(CHARGE, List.of("orders:read")));
        assertThat(given(other, with(Edges.requires(CHARGE, List.of("orders:place")))))
                .containsExactly("requires-dropped charge payments [cashiers]");
    }

    @Test
    void a_new_dependency_and_one_that_leads_elsewhere_are_added() {
        GraphDocument without = SHOP.withDependencies(Map.of());
        assertThat(given(without, SHOP)).containsExactly("dependency-added charge payments [cashiers]");
        assertThat(given(SHOP, without)).isEmpty();
        assertThat(given(SHOP, with(Edges.to(CHARGE, "mail", List.of("mail:send")))))
                .containsExactly("dependency-added charge mail []");
    }

    @Test
    void owners_are_those_of_before_and_only_of_a_new_service_those_of_after() {
        GraphDocument takenOver = GraphBuilder.graph()
                .service("orders", "orders:place", "orders:read")
                .service("payments", owned("thief"), "payments:charge", "payments:refund")
                .service("vault", owned("keepers"), "vault:open")
                .service("mail", "mail:send")
                .embed("charge", "orders:place orders:read > payments:charge")
                .embed("open", "orders:place > vault:open")
                .document();
        assertThat(given(SHOP, takenOver))
                .containsExactly(
                        "clients-widened charge payments [cashiers]",
                        "owners-changed payments payments [cashiers]",
                        "dependency-added open vault [keepers]");
    }

    @Test
    void what_would_walk_around_the_owners_needs_their_consent_as_well() {
        List<String> scopes = List.of("payments:charge", "payments:refund");
        assertThat(given(SHOP, with(payments("https://x.example", null, "cashiers", scopes, ServiceKeys.NONE))))
                .containsExactly("audience-changed payments payments [cashiers]");
        assertThat(given(SHOP, with(payments("payments", "payments", "cashiers", scopes, ServiceKeys.NONE))))
                .as("the defaults, said aloud")
                .isEmpty();
        ServiceKeys keys = new ServiceKeys(new Confirmation("jkt", "A".repeat(43)), null);
        assertThat(given(SHOP, with(payments(null, null, "cashiers", scopes, keys))))
                .containsExactly("keys-changed payments payments [cashiers]");
        assertThat(given(SHOP, with(payments(null, "mail", "cashiers", scopes, ServiceKeys.NONE))))
                .containsExactly("context-joined payments mail []", "context-changed payments payments [cashiers]");
        Map<String, Service> without = new TreeMap<>(SHOP.services());
        without.remove("payments");
        assertThat(given(SHOP, SHOP.withServices(without).withDependencies(Map.of())))
                .containsExactly("service-removed payments payments [cashiers]");
    }

    @Test
    void who_presents_a_services_tokens_and_where_they_are_sent_its_owners_decide() {
        Service payments = requireNonNull(SHOP.services().get("payments"));
        Service gateway = Services.presenters(payments, List.of("edge-gateway"));
        Service reached = Services.hosts(payments, List.of("payments:8080"));

        assertThat(given(SHOP, with(gateway))).containsExactly("presenters-widened payments payments [cashiers]");
        assertThat(given(SHOP, with(reached))).containsExactly("hosts-widened payments payments [cashiers]");
        assertThat(given(with(gateway), with(Services.presenters(payments, List.of("other")))))
                .as("replaced")
                .containsExactly("presenters-widened payments payments [cashiers]");
        assertThat(given(with(gateway), SHOP)).as("narrowed").isEmpty();
        assertThat(given(with(reached), SHOP)).as("narrowed").isEmpty();
    }

    @Test
    void who_joins_a_context_needs_the_consent_of_those_in_it() {
        GraphDocument joined = with(new Service(
                "spy",
                null,
                "payments",
                null,
                Sorted.set(List.of("spy")),
                null,
                Sorted.map(Map.of()),
                ServiceKeys.NONE));
        assertThat(given(SHOP, joined)).containsExactly("context-joined spy payments [cashiers]");
    }

    @Test
    void which_scopes_clients_can_have_at_a_service_its_owners_say() {
        List<String> scopes = List.of("payments:charge", "payments:refund", "payments:void");
        GraphDocument added = with(payments(null, null, "cashiers", scopes, ServiceKeys.NONE));
        assertThat(given(SHOP, added)).containsExactly("scope-added payments payments [cashiers]");
        assertThat(given(added, SHOP)).isEmpty();
    }

    @Test
    void a_scope_does_not_move_without_the_owners_it_had() {
        GraphDocument moved = GraphBuilder.graph()
                .service("orders", "orders:place", "orders:read")
                .service("payments", owned("cashiers"), "payments:charge")
                .service("mail", "mail:send", "payments:refund")
                .document();
        assertThat(given(SHOP, moved))
                .containsExactly("scope-added mail mail []", "scope-moved mail payments [cashiers]");
    }
}
