package matryoshka.service.acceptance;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.TestDatabase;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bad and odd inputs, from a list of them; each is answered as an RFC or our policy asks. */
@ExtendWith(IssuerExtension.class)
class BadInputsTest {
    private static final List<String> CATEGORIES = List.of(
            "token", "client-auth", "client-assertion", "metadata", "admin", "revocation", "exchange", "introspection");
    private static final Map<String, String> NOT_HERE = Map.ofEntries(
            entry("A-034", "what only SQL could force in is in ForcedRowsTest"),
            entry("A-038", "two issuers on one database are in ConcurrentWritersTest"),
            entry("A-040", "of an issuer that is configured so; see BudgetOverHttpTest"),
            entry("A-044", "of key rotation: not built yet"),
            entry("I-016", "of a changed graph: StalenessOverHttpTest"),
            entry("X-042", "of keys that are withdrawn: not built yet"),
            entry("R-011", "an issuer without its database is in WithoutDatabaseTest"),
            entry("R-016", "two issuers on one database are in RevocationOnReplicasTest"));

    /** What must also hold, and is not seen in one answer. */
    private static final Map<String, String> SEEN_ELSEWHERE = Map.ofEntries(
            entry("one log line, escaped", "what a client sends is not logged; see SecretsStaySecretTest"),
            entry("log line truncated", "what a client sends is not logged; see SecretsStaySecretTest"),
            entry("mint work bounded before signing (no 255-signature burst)", "BudgetTest of graph-model"),
            entry(
                    "latency distribution indistinguishable from C-002 (hash is computed either way)",
                    "AuthenticateClientTest"),
            entry("retired keys kept until the last token they signed expires", "JdbiSigningKeysTest"),
            entry("no class loaded, no outbound connection", "DocumentFormatTest"),
            entry("memory bounded", "what is over the limit is read up to it: BodyLimitFilter"),
            entry("or accepted and clamped at mint", "EdgeRulesOverHttpTest"),
            entry("no SQL error in the log", "a key is not looked up in the database; see SecretsStaySecretTest"),
            entry(
                    "heap flat",
                    "what is no signed JWT is refused by its form, before anything is inflated: StrictJwsTest"),
            entry(
                    "no discovery or JWKS fetch toward the token's iss (SSRF)",
                    "keys are looked for where an issuer is registered with them: VerifyForeignTokenTest"),
            entry("audited as a theft signal", "ExchangeRefusalsTest"),
            entry("exp never moves later than the first subject's exp", "where it is sent: ExchangeBadInputs"),
            entry("act nesting refused past the limit with invalid_request", "ExchangeWithinLimitsTest"),
            entry("on every replica within the stated delay", "ExchangeRefusalsTest, RevocationOnReplicasTest"),
            entry("no connection", "nothing is fetched at a registration: TrustedIssuersTest"),
            entry("redirect not followed", "OutboundHttpTest, IssuerKeysTest"),
            entry("address checked on the socket that is used", "OutboundHttpTest"),
            entry("fetch stops at 1 MiB and at 5 s", "half of it and 3 s: OutboundHttpTest, IssuerKeysTest"));

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
    void no_case_is_passed_over() throws IOException {
        Map<String, BadInputRequests> requests = requests();

        assertThat(BadInput.of(CATEGORIES)).isNotEmpty().allSatisfy(input -> {
            assertThat(requests.containsKey(input.id()) ^ NOT_HERE.containsKey(input.id()))
                    .as(input.id())
                    .isTrue();
        });
    }

    private static void assertAnsweredWell(BadInput input, BadInputRequests requests, BadInputWorld world)
            throws Exception {
        List<BadInputAnswer> answers = requests.send(world);
        assertThat(answers).isNotEmpty().allMatch(input::accepts);
        // What else is asked holds in the end, after many attempts too.
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
