package matryoshka.service.graph.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Violation;
import matryoshka.service.graph.document.GraphDocumentReader;
import matryoshka.service.graph.document.ReadDocument;
import matryoshka.service.platform.json.DocumentFormat;
import matryoshka.service.platform.json.DocumentSyntaxException;
import org.junit.jupiter.api.Test;

class ReplaceOwnedTest {
    private static final String GRAPH = """
            services:
              orders: {owners: [team-orders], scopes: {"orders:place": ""}}
              returns: {owners: [team-orders], scopes: {"returns:take": ""}}
              stock: {owners: [team-orders, team-stock], scopes: {"stock:reserve": ""}}
              bank: {owners: [team-bank], scopes: {"bank:pay": ""}}
            dependencies:
              orders-bank: {from: orders, to: bank, grants: ["bank:pay"]}
              stock-bank: {from: stock, to: bank, grants: ["bank:pay"]}
              bank-orders: {from: bank, to: orders, grants: ["orders:place"]}
            invariants:
              shallow: {max_depth: 4}
            """;

    @Test
    void an_owners_omitted_elements_are_removed_and_all_others_stay() throws Exception {
        ReadDocument replaced = apply("""
                services:
                  orders: {owners: [team-orders], scopes: {"orders:place": "Place an order"}}
                dependencies:
                  orders-stock: {from: orders, to: stock, grants: ["stock:reserve"]}
                """);
        GraphDocument graph = replaced.document();

        assertThat(replaced.violations()).isEmpty();
        assertThat(graph.services()).containsOnlyKeys("orders", "stock", "bank");
        assertThat(scopes(graph, "orders")).containsEntry("orders:place", "Place an order");
        assertThat(graph.dependencies()).containsOnlyKeys("orders-stock", "stock-bank", "bank-orders");
        assertThat(graph.invariants()).containsOnlyKeys("shallow");
    }

    @Test
    void a_service_of_several_owners_is_changed_by_each_and_removed_by_none() throws Exception {
        GraphDocument graph = apply("""
                services:
                  stock: {owners: [team-orders, team-stock], scopes: {"stock:reserve": "", "stock:count": ""}}
                """).document();

        assertThat(graph.services()).containsOnlyKeys("stock", "bank");
        assertThat(scopes(graph, "stock")).containsKey("stock:count");
        assertThat(graph.dependencies()).containsOnlyKeys("bank-orders");
        assertThat(apply("{}").document().dependencies()).containsKey("stock-bank");
    }

    @Test
    void all_elements_of_other_owners_are_refused_at_once() throws Exception {
        ReadDocument replaced = apply("""
                services:
                  bank: {owners: [team-orders], scopes: {"bank:pay": ""}}
                  new: {scopes: {"new:x": ""}}
                dependencies:
                  bank-orders: {from: stock, to: bank, grants: ["bank:pay"]}
                  theft: {from: gone, to: bank, grants: ["bank:pay"]}
                invariants:
                  deep: {max_depth: 40}
                """);

        assertThat(replaced.violations())
                .extracting(Violation::pointer)
                .containsExactlyInAnyOrder(
                        "/services/bank",
                        "/services/new/owners",
                        "/dependencies/bank-orders",
                        "/dependencies/theft/from",
                        "/invariants");
        assertThat(replaced.violations()).extracting(Violation::rule).containsOnly("other-owner");
    }

    @Test
    void an_owner_of_nothing_changes_nothing() throws Exception {
        GraphDocument graph = read(GRAPH).document();
        assertThat(ReplaceOwned.in(graph, read("{}"), "nobody").document()).isEqualTo(graph);
    }

    private static ReadDocument apply(String fragment) throws DocumentSyntaxException {
        return ReplaceOwned.in(read(GRAPH).document(), read(fragment), "team-orders");
    }

    private static ReadDocument read(String yaml) throws DocumentSyntaxException {
        return GraphDocumentReader.read(yaml.getBytes(StandardCharsets.UTF_8), DocumentFormat.YAML);
    }

    private static Map<String, String> scopes(GraphDocument graph, String service) {
        return Optional.ofNullable(graph.services().get(service)).orElseThrow().scopes();
    }
}
