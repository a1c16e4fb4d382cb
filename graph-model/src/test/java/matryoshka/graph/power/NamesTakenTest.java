package matryoshka.graph.power;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import matryoshka.graph.GraphBuilder;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceKeys;
import matryoshka.graph.Sorted;
import matryoshka.graph.power.GraphName.Kind;
import matryoshka.graph.power.Precedents.FormerHolder;
import org.junit.jupiter.api.Test;

class NamesTakenTest {
    private static final GraphDocument SHOP =
            GraphBuilder.graph().service("orders", "orders:place").document();

    /** Payments, which the cashiers own, had a scope and an audience that it has no more; mail was removed. */
    private static final Precedents PAST = new Precedents() {
        private final Map<GraphName, FormerHolder> released = Map.of(
                new GraphName(Kind.SCOPE, "payments:refund"), holder("payments"),
                new GraphName(Kind.AUDIENCE, "https://pay.example/"), holder("payments"),
                new GraphName(Kind.SERVICE, "mail"), holder("mail"));

        private FormerHolder holder(String service) {
            return new FormerHolder(service, Sorted.set(List.of("cashiers")));
        }

        @Override
        public Map<GraphName, FormerHolder> released(Collection<GraphName> names) {
            Map<GraphName, FormerHolder> found = new TreeMap<>(released);
            found.keySet().retainAll(names);
            return found;
        }

        @Override
        public Set<String> clients(Collection<String> ids) {
            return ids.contains("web-shop") ? Set.of("web-shop") : Set.of();
        }
    };

    private static GraphDocument with(String name, String audience, String... scopes) {
        Map<String, Service> services = new TreeMap<>(SHOP.services());
        Map<String, String> described = new TreeMap<>();
        List.of(scopes).forEach(scope -> described.put(scope, ""));
        services.put(
                name,
                new Service(
                        name,
                        audience.isEmpty() ? null : audience,
                        null,
                        null,
                        Sorted.set(List.of("thief")),
                        null,
                        Sorted.map(described),
                        ServiceKeys.NONE));
        return SHOP.withServices(services);
    }

    /** {@code kind element service owners}, one a line. */
    private static List<String> power(GraphDocument before, GraphDocument after) {
        return AuthorityWidening.withNames(
                        List.of(), NameChanges.between(before, after).taken(), PAST)
                .stream()
                .map(given ->
                        "%s %s %s %s".formatted(given.kind().word(), given.element(), given.service(), given.owners()))
                .toList();
    }

    @Test
    void a_name_that_a_service_gave_up_stays_its_owners_to_give_away() {
        assertThat(power(SHOP, with("thief", "", "payments:refund")))
                .containsExactly("scope-revived thief payments [cashiers]");
        assertThat(power(SHOP, with("payments", "", "payments:refund")))
                .as("what comes back where it was wakes registrations that lay dormant")
                .containsExactly("scope-revived payments payments [cashiers]");
        assertThat(power(SHOP, with("thief", "HTTPS://PAY.example:443")))
                .containsExactly("audience-revived thief payments [cashiers]");
        assertThat(power(SHOP, with("mail", ""))).containsExactly("service-revived mail mail [cashiers]");
    }

    @Test
    void a_name_that_is_in_use_or_was_never_used_is_nobodys_from_before() {
        assertThat(power(SHOP, with("new", "https://new.example", "new:scope"))).isEmpty();
        GraphDocument refunding = with("payments", "https://pay.example", "payments:refund");
        assertThat(power(refunding, refunding)).isEmpty();
        assertThat(power(refunding, SHOP)).isEmpty();
        assertThat(power(refunding, with("elsewhere", "https://pay.example", "payments:refund")))
                .as("to move is another matter")
                .isEmpty();
    }

    @Test
    void a_client_becomes_a_service_by_its_own_consent() {
        assertThat(power(SHOP, with("web-shop", "https://shop.example")))
                .containsExactly("client-becomes-service web-shop web-shop [web-shop]");
        assertThat(power(with("web-shop", "https://shop.example"), with("web-shop", "https://shop.example", "s:x")))
                .isEmpty();
    }

    @Test
    void names_that_are_given_up_and_taken_are_those_that_only_one_of_two_graphs_has() {
        NameChanges changes = NameChanges.between(
                with("pay", "https://pay.example", "pay:a", "pay:b"),
                with("pay", "https://PAY.example/", "pay:b", "pay:c"));

        assertThat(changes.released()).isEqualTo(Map.of(new GraphName(Kind.SCOPE, "pay:a"), "pay"));
        assertThat(changes.taken()).isEqualTo(Map.of(new GraphName(Kind.SCOPE, "pay:c"), "pay"));
    }
}
