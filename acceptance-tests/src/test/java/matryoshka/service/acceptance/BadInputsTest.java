package matryoshka.service.acceptance;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.TestDatabase;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bad and odd inputs from a list. Each is answered as an RFC or our policy requires. */
@ExtendWith(IssuerExtension.class)
class BadInputsTest {
    private static final int MAX_DEPTH = 12;
    private static final List<String> CATEGORIES = List.of(
            "token", "client-auth", "client-assertion", "metadata", "admin", "revocation", "exchange", "introspection");
    /** Cases that need more than one issuer, another configuration, or SQL: the tests that have them. */
    private static final Map<String, List<String>> NOT_HERE = Map.ofEntries(
            entry("A-034", List.of("ForcedRowsTest")),
            entry("A-038", List.of("ConcurrentWritersTest")),
            entry("A-040", List.of("BudgetOverHttpTest")),
            entry("I-016", List.of("StalenessOverHttpTest")),
            entry("R-011", List.of("WithoutDatabaseTest")),
            entry("R-016", List.of("RevocationOnReplicasTest")));

    /** Cases of features that are not built yet: rotation and withdrawal of keys. */
    private static final Set<String> NOT_BUILT = Set.of("A-044", "X-042");

    /** Requirements that do not show in one answer: the tests that check them. */
    private static final Map<String, List<String>> SEEN_ELSEWHERE = Map.ofEntries(
            entry("one log line, escaped", List.of("SecretsStaySecretTest")),
            entry("log line truncated", List.of("SecretsStaySecretTest")),
            entry("mint work bounded before signing (no 255-signature burst)", List.of("BudgetTest")),
            entry(
                    "latency distribution indistinguishable from C-002 (hash is computed either way)",
                    List.of("AuthenticateClientTest")),
            entry("retired keys kept until the last token they signed expires", List.of("JdbiSigningKeysTest")),
            entry("no class loaded, no outbound connection", List.of("DocumentFormatTest")),
            entry("memory bounded", List.of("HostileRequestsTest", "BigDocumentsTest")),
            entry("or accepted and clamped at mint", List.of("EdgeRulesOverHttpTest")),
            entry("no SQL error in the log", List.of("SecretsStaySecretTest")),
            entry("heap flat", List.of("StrictJwsTest")),
            entry("no discovery or JWKS fetch toward the token's iss (SSRF)", List.of("VerifyExternalTokenTest")),
            entry("audited as a theft signal", List.of("ExchangeRefusalsTest")),
            entry("exp never moves later than the first subject's exp", List.of("ExchangeBadInputs")),
            entry("act nesting refused past the limit with invalid_request", List.of("ExchangeWithinLimitsTest")),
            entry(
                    "on every replica within the stated delay",
                    List.of("ExchangeRefusalsTest", "RevocationOnReplicasTest")),
            entry("no connection", List.of("TrustedIssuersTest")),
            entry("redirect not followed", List.of("OutboundHttpTest", "IssuerKeysTest")),
            entry("address checked on the socket that is used", List.of("OutboundHttpTest")),
            entry("fetch stops at 1 MiB and at 5 s", List.of("OutboundHttpTest", "IssuerKeysTest")));

    @TestFactory
    Stream<DynamicTest> a_bad_input_is_answered_well(RunningIssuer issuer, TestDatabase database) throws Exception {
        BadInputWorld world = BadInputWorld.on(issuer, database);
        Map<String, BadInputRequests> requests = requests();
        return BadInput.of(CATEGORIES).stream()
                .flatMap(input -> Stream.ofNullable(requests.get(input.id()))
                        .map(sent -> DynamicTest.dynamicTest(
                                input.id() + " " + input.request(), () -> assertAnsweredWell(input, sent, world))));
    }

    @Test
    void every_case_is_covered() throws IOException {
        Map<String, BadInputRequests> requests = requests();

        assertThat(BadInput.of(CATEGORIES)).isNotEmpty().allSatisfy(input -> {
            boolean elsewhere = NOT_HERE.containsKey(input.id()) || NOT_BUILT.contains(input.id());
            assertThat(requests.containsKey(input.id()) ^ elsewhere)
                    .as(input.id())
                    .isTrue();
        });
    }

    @Test
    void the_tests_named_for_other_cases_exist() throws IOException {
        Set<String> tests;
        try (Stream<Path> files = Files.walk(Path.of(".."), MAX_DEPTH)) {
            tests = files.filter(file -> file.toString().contains("/src/test/java/"))
                    .map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
        }

        assertThat(Stream.of(NOT_HERE, SEEN_ELSEWHERE)
                        .flatMap(map -> map.values().stream())
                        .flatMap(List::stream))
                .allSatisfy(name -> assertThat(tests).contains(name));
    }

    private static void assertAnsweredWell(BadInput input, BadInputRequests requests, BadInputWorld world)
            throws Exception {
        List<BadInputAnswer> answers = requests.send(world);
        assertThat(answers).isNotEmpty().allMatch(input::accepts);
        // The other requirements hold after many attempts, too.
        BadInputAnswer last = answers.get(answers.size() - 1);
        for (String demand : input.mustAlso()) {
            BadInputChecks.Check check = BadInputChecks.ALL.get(demand);
            if (check == null) {
                assertThat(SEEN_ELSEWHERE).containsKey(demand);
            } else {
                check.hold(world, last);
            }
        }
    }

    private static Map<String, BadInputRequests> requests() {
        Map<String, BadInputRequests> all = new HashMap<>(TokenBadInputs.ALL);
        all.putAll(ClientBadInputs.ALL);
        all.putAll(AssertionBadInputs.ALL);
        all.putAll(MetadataBadInputs.ALL);
        all.putAll(RevocationBadInputs.ALL);
        all.putAll(ExchangeBadInputs.ALL);
        all.putAll(IntrospectionBadInputs.ALL);
        all.putAll(AdminBadInputs.ALL);
        all.putAll(IssuerBadInputs.ALL);
        all.putAll(DocumentBadInputs.ALL);
        return all;
    }
}
