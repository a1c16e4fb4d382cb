package matryoshka.service.graph.document;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import matryoshka.graph.Confirmation;
import matryoshka.graph.Dependency;
import matryoshka.graph.DependencyTerms;
import matryoshka.graph.ExcessPolicy;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Invariant;
import matryoshka.graph.Service;
import matryoshka.graph.Sharing;
import matryoshka.graph.Sorted;
import matryoshka.graph.Violation;
import matryoshka.service.platform.json.DocumentFormat;
import matryoshka.service.platform.json.DocumentSyntaxException;
import matryoshka.service.platform.json.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphDocumentReaderTest {
    private static final String COMPLETE = """
            services:
              orders:
                audience: https://orders.shop.example
                context: shop
                description: Places and tracks orders
                owners: [team-checkout]
                lifetime: PT5M
                scopes:
                  orders:place: Place an order
                keys:
                  confirmation: {"x5t#S256": abc}
                  encryption: {kty: EC, crv: P-256}
                hosts: [orders.shop.svc:8080]
                presenters: [edge-gateway]
            dependencies:
              order-charges-card:
                from: orders
                to: payments
                requires: [orders:place]
                grants: [payments:charge]
                sharing: exchange
                clients: [web-shop]
                lifetime: P1DT1M
                confidential: true
                claims:
                  pass: [customer_tier]
                  set: {channel: web, level: 3.0, nested: {list: [true, 1.50]}}
                when: client.tier == 'gold'
                parameters: {transaction_id: {pattern: "[0-9]+"}}
                extend: PT24H
                staleness: {excess: reject}
            invariants:
              books: {from: web-shop, never: "ledger:write"}
              counter: {service: payments, callers: []}
              flat: {max_depth: 3.0}
            """;

    @Test
    void every_member_is_read() throws DocumentSyntaxException {
        GraphDocument document = readWithoutFault(COMPLETE);

        Service orders = requireNonNull(document.services().get("orders"));
        assertThat(orders.audience()).isEqualTo("https://orders.shop.example");
        assertThat(orders.context()).isEqualTo("shop");
        assertThat(orders.description()).isEqualTo("Places and tracks orders");
        assertThat(orders.owners()).containsExactly("team-checkout");
        assertThat(orders.lifetime()).isEqualTo(Duration.ofMinutes(5));
        assertThat(orders.scopes()).isEqualTo(Map.of("orders:place", "Place an order"));
        assertThat(orders.keys().confirmation()).isEqualTo(new Confirmation("x5t#S256", "abc"));
        assertThat(orders.keys().encryption()).isEqualTo(Map.of("kty", "EC", "crv", "P-256"));

        Dependency edge = requireNonNull(document.dependencies().get("order-charges-card"));
        assertThat(edge.name()).isEqualTo("order-charges-card");
        assertThat(List.of(edge.from(), edge.to())).containsExactly("orders", "payments");
        assertThat(edge.requires()).containsExactly("orders:place");
        assertThat(edge.grants()).containsExactly("payments:charge");
        assertThat(edge.sharing()).isEqualTo(Sharing.EXCHANGE);
        assertThat(edge.clients()).containsExactly("web-shop");
        assertThat(edge.lifetime()).isEqualTo(Duration.ofDays(1).plusMinutes(1));
        assertThat(edge.confidential()).isTrue();
        assertThat(edge.claims().pass()).containsExactly("customer_tier");
        assertThat(edge.claims().set())
                .isEqualTo(Map.of(
                        "channel", "web", "level", 3L, "nested", Map.of("list", List.of(true, new BigDecimal("1.5")))));

        assertThat(edge.terms())
                .isEqualTo(new DependencyTerms(
                        "client.tier == 'gold'",
                        Sorted.map(Map.of("transaction_id", "[0-9]+")),
                        Duration.ofHours(24),
                        ExcessPolicy.REJECT));

        assertThat(document.invariants().values())
                .containsExactly(
                        new Invariant.Never("books", "web-shop", "ledger:write"),
                        new Invariant.Callers("counter", "payments", Sorted.set(List.of())),
                        new Invariant.MaxDepth("flat", 3));
    }

    @Test
    void json_and_yaml_say_the_same() throws DocumentSyntaxException {
        GraphDocument document = readWithoutFault(COMPLETE);
        byte[] json = GraphDocumentWriter.write(document, DocumentFormat.JSON);
        assertThat(GraphDocumentReader.read(json, DocumentFormat.JSON).document())
                .isEqualTo(document);
        assertThat(GraphDocumentReader.read(json, DocumentFormat.YAML).document())
                .isEqualTo(document);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "services:", "services: {}\ndependencies: null"})
    void absent_or_null_means_empty(String body) throws DocumentSyntaxException {
        assertThat(readWithoutFault(body)).isEqualTo(GraphDocument.EMPTY);
    }

    @Test
    void a_scope_needs_no_description() throws DocumentSyntaxException {
        GraphDocument document = readWithoutFault("services: {a: {scopes: {a:x: }}}");
        assertThat(requireNonNull(document.services().get("a")).scopes()).isEqualTo(Map.of("a:x", ""));
    }

    @Test
    void sharing_defaults_to_embed() throws DocumentSyntaxException {
        Dependency edge = requireNonNull(readWithoutFault("dependencies: {e: {from: a, to: b, grants: [x]}}")
                .dependencies()
                .get("e"));
        assertThat(edge.sharing()).isEqualTo(Sharing.EMBED);
        assertThat(edge.requires()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    []                                              | ``                                      | wrong-type
                    text                                            | ``                                      | wrong-type
                    {service: {}}                                   | /service                                | unknown-member
                    {services: []}                                  | /services                               | wrong-type
                    {services: {a: 1}}                              | /services/a                             | wrong-type
                    {services: {a/b~c: {x: 1}}}                     | /services/a~1b~0c/x                     | unknown-member
                    {services: {a: {audience: 1}}}                  | /services/a/audience                    | wrong-type
                    {services: {a: {description: true}}}            | /services/a/description                 | wrong-type
                    {services: {a: {owners: x}}}                    | /services/a/owners                      | wrong-type
                    {services: {a: {owners: [x, 1]}}}               | /services/a/owners/1                    | wrong-type
                    {dependencies: {e: {from: a, to: b, grants: [x], clients: []}}} | /dependencies/e/clients       | empty
                    {services: {a: {hosts: []}}}                                    | /services/a/hosts             | empty
                    {services: {a: {presenters: []}}}                               | /services/a/presenters        | empty
                    {services: {a: {hosts: "orders:80"}}}                           | /services/a/hosts             | wrong-type
                    {services: {a: {presenters: [gate, gate]}}}                     | /services/a/presenters/1      | duplicate
                    {dependencies: {e: {from: a, to: b, grants: [x], clients: null}}} | /dependencies/e/clients     | wrong-type
                    {dependencies: {e: {from: a, to: b, grants: [x], requires: null}}} | /dependencies/e/requires   | wrong-type
                    {dependencies: {e: {from: a, to: b, grants: [x], when: null}}}  | /dependencies/e/when          | wrong-type
                    {dependencies: {e: {from: a, to: b, grants: [x], parameters: null}}} | /dependencies/e/parameters | wrong-type
                    {services: {a: {owners: [null]}}}               | /services/a/owners/0                    | wrong-type
                    {services: {a: null}}                           | /services/a                             | wrong-type
                    {dependencies: {e: null}}                       | /dependencies/e                         | wrong-type
                    {services: {a: {owners: [x, y, x]}}}            | /services/a/owners/2                    | duplicate
                    {services: {a: {lifetime: 5}}}                  | /services/a/lifetime                    | wrong-type
                    {services: {a: {lifetime: P1W}}}                | /services/a/lifetime                    | duration
                    {services: {a: {lifetime: P1Y}}}                | /services/a/lifetime                    | duration
                    {services: {a: {lifetime: PT99999999999999999H}}} | /services/a/lifetime                  | duration
                    {services: {a: {scopes: [x]}}}                  | /services/a/scopes                      | wrong-type
                    {services: {a: {scopes: {x: 1}}}}               | /services/a/scopes/x                    | wrong-type
                    {services: {a: {keys: {signing: 1}}}}           | /services/a/keys/signing                | unknown-member
                    {services: {a: {keys: {confirmation: {}}}}}     | /services/a/keys/confirmation           | key
                    {services: {a: {keys: {confirmation: {jkt: a, "x5t#S256": b}}}}} | /services/a/keys/confirmation | key
                    {services: {a: {keys: {confirmation: {jkt: 1}}}}} | /services/a/keys/confirmation/jkt     | wrong-type
                    {services: {a: {keys: {confirmation: a}}}}      | /services/a/keys/confirmation           | wrong-type
                    {services: {a: {keys: {confirmation: []}}}}     | /services/a/keys/confirmation           | empty
                    {services: {a: {keys: {confirmation: [a]}}}}    | /services/a/keys/confirmation/0         | wrong-type
                    {services: {a: {keys: {confirmation: [{jkt: a}, {}]}}}} | /services/a/keys/confirmation/1 | key
                    {services: {a: {keys: {confirmation: [{jkt: a, kid: b}]}}}} | /services/a/keys/confirmation/0/kid | unknown-member
                    {services: {a: {keys: {encryption: {key_ops: [x]}}}}} | /services/a/keys/encryption/key_ops | wrong-type
                    {services: {a: {keys: {encryption: {d: secret}}}}} | /services/a/keys/encryption/d        | private-key
                    {services: {a: {description: "a\\0b"}}}         | /services/a/description                 | text
                    {services: {a: {description: "\\ud800"}}}       | /services/a/description                 | text
                    {services: {a: {description: "\\udc00\\ud800"}}} | /services/a/description                | text
                    {services: {a: {scopes: {"\\ud800": x}}}}       | /services/a/scopes                      | text
                    {services: {a: {"\\0": x}}}                     | /services/a                             | text
                    {invariants: []}                                | /invariants                             | wrong-type
                    {invariants: {i: 3}}                            | /invariants/i                           | wrong-type
                    {invariants: {i: {}}}                           | /invariants/i                           | invariant-form
                    {invariants: {i: {from: a, never: s, max_depth: 3}}} | /invariants/i                      | invariant-form
                    {invariants: {i: {service: a, never: s}}}       | /invariants/i                           | invariant-form
                    {invariants: {i: {from: a}}}                    | /invariants/i/never                     | required
                    {invariants: {i: {never: s}}}                   | /invariants/i/from                      | required
                    {invariants: {i: {service: a}}}                 | /invariants/i/callers                   | required
                    {invariants: {i: {callers: [a]}}}               | /invariants/i/service                   | required
                    {invariants: {i: {service: a, callers: b}}}     | /invariants/i/callers                   | wrong-type
                    {invariants: {i: {max_depth: 3, why: x}}}       | /invariants/i/why                       | unknown-member
                    {invariants: {i: {max_depth: "3"}}}             | /invariants/i/max_depth                 | wrong-type
                    {invariants: {i: {max_depth: 3.5}}}             | /invariants/i/max_depth                 | number
                    {invariants: {i: {max_depth: 3000000000}}}      | /invariants/i/max_depth                 | number
                    {dependencies: {e: {to: b, grants: [x]}}}       | /dependencies/e/from                    | required
                    {dependencies: {e: {from: a, to: null, grants: [x]}}} | /dependencies/e/to                | required
                    {dependencies: {e: {from: a, to: b}}}           | /dependencies/e/grants                  | required
                    {dependencies: {e: {from: a, to: b, grants: [x], sharing: Embed}}} | /dependencies/e/sharing | sharing
                    {dependencies: {e: {from: a, to: b, grants: [x], confidential: "true"}}} | /dependencies/e/confidential | wrong-type
                    {dependencies: {e: {from: a, to: b, grants: [x], claims: {drop: []}}}} | /dependencies/e/claims/drop | unknown-member
                    {dependencies: {e: {from: a, to: b, grants: [x], claims: {pass: [p, p]}}}} | /dependencies/e/claims/pass/1 | duplicate
                    {dependencies: {e: {from: a, to: b, grants: [x], claims: {set: {n: 1e400}}}}} | /dependencies/e/claims/set/n | number
                    {dependencies: {e: {from: a, to: b, grants: [x], claims: {set: {n: [1e-400]}}}}} | /dependencies/e/claims/set/n/0 | number
                    {dependencies: {e: {from: a, to: b, grants: [x], claims: {set: {n: 1e999999999}}}}} | /dependencies/e/claims/set/n | number
                    {dependencies: {e: {from: a, to: b, grants: [x], claims: {set: {l: [null]}}}}} | /dependencies/e/claims/set/l/0 | wrong-type
                    {dependencies: {e: {from: a, to: b, grants: [x], claims: {set: {o: {p: "\\0"}}}}}} | /dependencies/e/claims/set/o/p | text
                    """)
    void a_violation_is_reported_with_its_pointer(String body, String pointer, String rule)
            throws DocumentSyntaxException {
        assertThat(read(body).violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.pointer()).isEqualTo(pointer))
                .satisfies(violation -> assertThat(violation.rule()).isEqualTo(rule))
                .satisfies(violation -> assertThat(violation.message()).endsWith("."));
    }

    @Test
    void all_violations_are_reported_at_once() throws DocumentSyntaxException {
        ReadDocument read = read("""
                services:
                  a: {audience: 1, lifetime: soon, colour: red}
                  b: nothing
                dependencies:
                  e: {to: 5, grants: {}, sharing: x, claims: []}
                more: 1
                """);
        assertThat(read.violations())
                .extracting(Violation::pointer)
                .containsExactly(
                        "/services/a/audience",
                        "/services/a/lifetime",
                        "/services/a/colour",
                        "/services/b",
                        "/dependencies/e/from",
                        "/dependencies/e/to",
                        "/dependencies/e/grants",
                        "/dependencies/e/sharing",
                        "/dependencies/e/claims",
                        "/more");
    }

    @Test
    void the_readable_part_of_an_invalid_service_is_kept() throws DocumentSyntaxException {
        Service service = requireNonNull(read("services: {a: {lifetime: soon, scopes: {x: 1, y: Y}}}")
                .document()
                .services()
                .get("a"));
        assertThat(service.scopes().keySet()).containsExactly("x", "y");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{to: b, grants: [x]}",
                "{from: a, grants: [x]}",
                "{from: a, to: b, grants: [1]}",
                "{from: a, to: b, grants: [x], requires: 1}",
                "{from: a, to: b, grants: [x], sharing: no}",
            })
    void a_dependency_without_readable_ends_is_omitted(String dependency) throws DocumentSyntaxException {
        assertThat(read("dependencies: {e: " + dependency + "}").document().dependencies())
                .isEmpty();
    }

    @Test
    void a_dependency_with_another_violation_is_kept() throws DocumentSyntaxException {
        assertThat(read("dependencies: {e: {from: a, to: b, grants: [x], lifetime: 1, colour: red}}")
                        .document()
                        .dependencies())
                .containsKey("e");
    }

    @Test
    void a_single_element_is_read_at_its_pointer() throws DocumentSyntaxException {
        ReadElement<Dependency> read = GraphDocumentReader.dependency(
                "e",
                DocumentFormat.YAML.parse("{from: a, x: 1}".getBytes(StandardCharsets.UTF_8)),
                Pointer.ROOT.to("dependencies").to("e"));
        assertThat(read.element()).isEmpty();
        assertThat(read.violations())
                .extracting(Violation::pointer)
                .containsExactly("/dependencies/e/to", "/dependencies/e/grants", "/dependencies/e/x");
    }

    private static GraphDocument readWithoutFault(String yaml) throws DocumentSyntaxException {
        ReadDocument read = read(yaml);
        assertThat(read.violations()).isEmpty();
        return read.document();
    }

    private static ReadDocument read(String yaml) throws DocumentSyntaxException {
        return GraphDocumentReader.read(yaml.getBytes(StandardCharsets.UTF_8), DocumentFormat.YAML);
    }
}
