package matryoshka.graph;

import static matryoshka.graph.GraphBuilder.graph;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphValidationTest {

    @Test
    void the_shop_is_valid() {
        assertThat(TestGraphs.shop().violations()).isEmpty();
    }

    @Test
    void all_violations_are_reported_at_once_each_with_its_pointer() {
        List<Violation> violations = graph().service("orders", "orders:place")
                .service("payments", "payments:charge", "orders:place")
                .embed("to-nowhere", "orders:place > nowhere:x")
                .embed("unowned", "orders:place > payments:steal")
                .embed("self", "orders:place > orders:place")
                .reuse("across", "orders:place > payments:charge")
                .violations();

        assertThat(violations)
                .extracting(violation -> violation.pointer() + " " + violation.rule())
                .contains(
                        "/dependencies/to-nowhere/to unknown-service",
                        "/dependencies/unowned/grants unknown-scope",
                        "/dependencies/self/to self",
                        "/dependencies/across/sharing reuse-context",
                        "/services/payments/scopes/orders:place scope-unique");
    }

    @Test
    void names_keep_to_their_grammar_and_pointers_are_escaped() {
        assertThat(graph().service("a/b~c").violations())
                .extracting(Violation::pointer, Violation::rule)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("/services/a~1b~0c", "name"));
        assertThat(graph().service("x".repeat(100)).violations()).isEmpty();
        assertThat(graph().service("x".repeat(101)).violations()).hasSize(1);
        assertThat(graph().service("-x").violations()).hasSize(1);
        assertThat(graph().service("").violations()).hasSize(1);
    }

    @Test
    void scopes_are_scope_tokens_of_rfc_6749() {
        assertThat(graph().service("a", "a:x", "!#[]~").violations()).isEmpty();
        assertThat(graph().service("a", "two words", "quo\"te", "back\\slash", "", "ü")
                        .violations())
                .hasSize(5)
                .allMatch(violation -> violation.rule().equals("scope"));
    }

    @Test
    void audiences_are_absolute_uris_without_fragment_and_unique() {
        assertThat(rulesFor(withAudience("https://a.example/x?y"))).isEmpty();
        assertThat(rulesFor(withAudience("urn:a:b"))).isEmpty();
        assertThat(rulesFor(withAudience("a"))).isEmpty();
        assertThat(rulesFor(withAudience("relative/path"))).containsExactly("audience");
        assertThat(rulesFor(withAudience("https://a.example/#part"))).containsExactly("audience");
        assertThat(rulesFor(withAudience("https://a.example/ "))).containsExactly("audience");
        assertThat(rulesFor(withAudience(GraphBuilder.TERMS.issuer()))).containsExactly("reserved");
        assertThat(rulesFor(
                        withAudience("https://b.example").service("b", s -> audience(s, "https://b.example"), "b:x")))
                .containsExactly("audience-unique");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders",
                "orders.shop.svc:8080",
                "orders:8080/v2/orders",
                "my_orders/~a.b-c",
                "10.0.0.255:65535",
                "xn--bcher-kva.example",
                "[2001:db8::1]:443",
                "[::]",
                "[1::2:0:0:3]",
                "[1:0:0:2::3]"
            })
    void hosts_have_perhaps_a_port_and_a_path(String host) {
        assertThat(rulesFor(withHosts(host))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://orders",
                "//orders",
                "Orders",
                "orders.",
                ".orders",
                "a..b",
                "-a",
                "a-",
                "user@orders",
                "user:secret@orders",
                "orders?x=1",
                "orders#x",
                "orders/",
                "orders//a",
                "orders/../a",
                "orders/.",
                "orders/%41",
                "orders:",
                "orders:0",
                "orders:080",
                "orders:65536",
                "orders:99999",
                "orders:8080:1",
                "*.orders",
                "bücher.example",
                "or ders",
                "orders\n",
                "orders\u0000",
                "256.0.0.1",
                "10.0.0",
                "10.0.0.1.",
                "010.0.0.1",
                "0x7f.1",
                "2130706433",
                "2001:db8::1",
                "[2001:DB8::1]",
                "[2001:db8:0:0:0:0:0:1]",
                "[2001:0db8::1]",
                "[1:0::2:0:0:3]",
                "[1::2:3:4:5:6:7]",
                "[1:2:3:4:5:6:7:8:9]",
                "[1::2::3]",
                "[::ffff:1.2.3.4]",
                "[fe80::1%25eth0]",
                "[]",
                "[orders]"
            })
    void other_hosts_and_other_spellings_are_refused(String host) {
        assertThat(rulesFor(withHosts(host))).containsExactly("host");
    }

    @Test
    void hosts_are_bounded_unique_and_may_lie_below_each_other() {
        assertThat(rulesFor(withHosts("a" + "/b".repeat(149)))).isEmpty();
        assertThat(rulesFor(withHosts("a" + "/b".repeat(150)))).containsExactly("host");
        assertThat(rulesFor(withHosts("a".repeat(63) + ".b"))).isEmpty();
        assertThat(rulesFor(withHosts("a".repeat(64) + ".b"))).containsExactly("host");
        assertThat(withHosts("shop:80")
                        .service("b", s -> Services.hosts(s, List.of("shop:80")), "b:x")
                        .violations())
                .extracting(violation -> violation.pointer() + " " + violation.rule())
                .containsExactly("/services/b/hosts host-unique");
        assertThat(rulesFor(withHosts("shop:80").service("b", s -> Services.hosts(s, List.of("shop:80/b")), "b:x")))
                .isEmpty();
    }

    @Test
    void presenters_are_names_of_clients() {
        assertThat(rulesFor(graph().service("a", s -> Services.presenters(s, List.of("edge-gateway")), "a:x")))
                .isEmpty();
        assertThat(graph().service("a", s -> Services.presenters(s, List.of("edge gateway")), "a:x")
                        .violations())
                .extracting(violation -> violation.pointer() + " " + violation.rule())
                .containsExactly("/services/a/presenters name");
    }

    private static GraphBuilder withHosts(String... hosts) {
        return graph().service("a", s -> Services.hosts(s, List.of(hosts)), "a:x");
    }

    @Test
    void the_issuers_own_service_and_scopes_are_reserved() {
        assertThat(rulesFor(graph().service("matryoshka"))).containsExactly("reserved");
        assertThat(rulesFor(graph().service("a", "graph:write"))).containsExactly("reserved");
        assertThat(rulesFor(graph().service("a", "a:x").embed("up", "a:x > matryoshka:x")))
                .containsExactly("reserved");
        assertThat(rulesFor(graph().inContext("matryoshka", "a", "a:x"))).containsExactly("reserved");
    }

    @Test
    void a_dependency_grants_something() {
        Dependency nothing = new Dependency(
                "e", "a", "b", Scopes.NONE, Scopes.NONE, Sharing.EMBED, null, null, false, ClaimRules.NONE);
        assertThat(rulesFor(graph().service("a", "a:x").service("b", "b:x").dependency(nothing)))
                .containsExactly("grants-empty");
    }

    @Test
    void lifetimes_are_whole_seconds_within_the_issuers_limit() {
        assertThat(rulesFor(withLifetime(Duration.ofHours(24)))).isEmpty();
        assertThat(rulesFor(withLifetime(Duration.ZERO))).containsExactly("lifetime");
        assertThat(rulesFor(withLifetime(Duration.ofSeconds(-1)))).containsExactly("lifetime");
        assertThat(rulesFor(withLifetime(Duration.ofMillis(1500)))).containsExactly("lifetime");
        assertThat(rulesFor(withLifetime(Duration.ofHours(25)))).containsExactly("lifetime");
        assertThat(rulesFor(withLifetime(Duration.ofSeconds(Long.MAX_VALUE)))).containsExactly("lifetime");
    }

    @Test
    void reserved_claims_can_neither_be_set_nor_passed() {
        ClaimRules rules = new ClaimRules(Sorted.set(List.of("act")), new TreeMap<>(Map.of("sub", "root")));
        assertThat(graph().service("a", "a:x")
                        .service("b", "b:x")
                        .edge("e", "a:x > b:x", Sharing.EMBED, d -> claims(d, rules))
                        .violations())
                .extracting(Violation::pointer)
                .containsExactly("/dependencies/e/claims/pass", "/dependencies/e/claims/set/sub");
    }

    @Test
    void a_confidential_edge_needs_a_key_of_its_holder() {
        assertThat(rulesFor(graph().service("a", "a:x")
                        .service("b", "b:x")
                        .edge(
                                "e",
                                "a:x > b:x",
                                Sharing.EMBED,
                                d -> new Dependency(
                                        d.name(),
                                        d.from(),
                                        d.to(),
                                        d.requires(),
                                        d.grants(),
                                        d.sharing(),
                                        d.clients(),
                                        null,
                                        true,
                                        d.claims()))))
                .containsExactly("confidential-key");
    }

    private static List<String> rulesFor(GraphBuilder graph) {
        return graph.violations().stream().map(Violation::rule).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTPS://b.example/API",
                "https://B.Example:443/API",
                "https://b.example:/API",
                "https://b.example/x/../API",
                "https://b.example/%41P%49"
            })
    void another_spelling_of_an_audience_is_no_other_audience(String spelling) {
        assertThat(rulesFor(withAudience("https://b.example/API").service("b", s -> audience(s, spelling), "b:x")))
                .containsExactly("audience-unique");
        assertThat(rulesFor(
                        withAudience("https://b.example").service("b", s -> audience(s, "https://b.example/"), "b:x")))
                .containsExactly("audience-unique");
    }

    @Test
    void the_issuers_own_audience_is_reserved_in_every_spelling() {
        String issuer = GraphBuilder.TERMS.issuer();
        for (String spelling : List.of(issuer, issuer + "/", issuer.toUpperCase(Locale.ROOT), issuer + ":443")) {
            assertThat(rulesFor(withAudience(spelling))).as(spelling).containsExactly("reserved");
        }
    }

    @Test
    void a_service_is_found_by_every_spelling_of_its_audience_and_keeps_the_one_it_was_given() {
        ServiceGraph graph = withAudience("HTTPS://A.example:443").valid();
        for (String spelling : List.of("https://a.example", "https://a.example/", "HTTPS://A.example:443", "a")) {
            assertThat(graph.target(spelling)).map(Service::effectiveAudience).hasValue("HTTPS://A.example:443");
        }
        assertThat(graph.target("https://a.example/x")).isEmpty();
        assertThat(graph.target("A")).isEmpty();
    }

    private static GraphBuilder withAudience(String audience) {
        return graph().service("a", s -> audience(s, audience), "a:x");
    }

    private static Service audience(Service s, String audience) {
        return new Service(s.name(), audience, null, null, s.owners(), null, s.scopes(), s.keys());
    }

    private static GraphBuilder withLifetime(Duration lifetime) {
        return graph().service(
                        "a", s -> new Service(s.name(), null, null, null, s.owners(), lifetime, s.scopes(), s.keys()));
    }

    private static Dependency claims(Dependency d, ClaimRules rules) {
        return new Dependency(
                d.name(), d.from(), d.to(), d.requires(), d.grants(), d.sharing(), d.clients(), null, false, rules);
    }
}
