package matryoshka.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusSummaryTest {
    private static final Instant NOW = Instant.ofEpochSecond(Fixtures.NOW.getEpochSecond());
    private static final Instant BEGUN = NOW.minusSeconds(100);
    private static final int REGISTRATION = 4711;
    private static final String ROOT = ChainId.of(BEGUN, REGISTRATION, new byte[ChainId.RANDOM_BYTES]);

    @Test
    void random_summaries_are_read_as_they_were_written() {
        Random random = new Random(14);
        for (int round = 0; round < 200; round++) {
            StatusSummary summary = random(random);

            assertThat(verify(sign(summary))).isEqualTo(summary);
        }
    }

    @Test
    void a_token_of_no_listed_node_is_fresh_and_a_stale_one_has_directions() {
        StatusSummary summary = summary(
                Map.of("old", List.of(StaleDirection.MISSING, StaleDirection.EXCESS)),
                Set.of("gone"),
                RevokedTokens.NONE,
                null,
                true);

        assertThat(summary.standingOf(own("new"))).isEqualTo(TokenStanding.FRESH);
        assertThat(summary.standingOf(own("old")).status()).isEqualTo(TokenStanding.Status.STALE);
        assertThat(summary.standingOf(own("old")).directions())
                .containsExactly(StaleDirection.MISSING, StaleDirection.EXCESS);
        assertThat(summary.standingOf(own("gone"))).isEqualTo(TokenStanding.REFUSED);
    }

    @Test
    void an_incomplete_summary_only_knows_what_is_rejected() {
        StatusSummary summary = summary(
                Map.of("old", List.of(StaleDirection.CHANGED)),
                Set.of("gone"),
                revoked(Set.of(ROOT + ".7"), Map.of(), Map.of()),
                null,
                false);

        assertThat(summary.standingOf(own("new"))).isEqualTo(TokenStanding.UNKNOWN);
        assertThat(summary.standingOf(own("old"))).isEqualTo(TokenStanding.UNKNOWN);
        assertThat(summary.standingOf(own("gone"))).isEqualTo(TokenStanding.REFUSED);
        assertThat(summary.standingOf(token("gone", ROOT + ".7", "orders", "web-shop", "orders")))
                .isEqualTo(TokenStanding.REVOKED);
    }

    @Test
    void a_jti_revokes_what_was_derived_from_it_and_nothing_else() {
        StatusSummary summary = of(revoked(Set.of(ROOT + ".1"), Map.of(), Map.of()));

        for (String end : List.of(".1", ".1.0", ".1~x", ".1~x.3~y")) {
            assertThat(isRevoked(summary, nested(ROOT + end))).as(end).isTrue();
        }
        for (String end : List.of("", ".0", ".11", ".10.1", "~x", "x.1")) {
            assertThat(isRevoked(summary, nested(ROOT + end))).as(end).isFalse();
        }
    }

    @Test
    void a_client_loses_the_chains_that_it_began_and_what_it_took_part_in() {
        StatusSummary began = of(revoked(Set.of(), Map.of("web-shop", BEGUN), Map.of()));
        StatusSummary took = of(revoked(Set.of(), Map.of("orders", NOW), Map.of()));
        StatusSummary tookEarlier = of(revoked(Set.of(), Map.of("orders", NOW.minusSeconds(1)), Map.of()));

        assertThat(isRevoked(began, own("p"))).isTrue();
        assertThat(isRevoked(began, token("p", ROOT + ".0", "payments", "corp:ann", "orders", "web-shop")))
                .as("of a user, although it was issued later")
                .isTrue();
        assertThat(isRevoked(took, token("p", ROOT + ".0", "orders", "web-shop", "orders")))
                .isTrue();
        assertThat(isRevoked(took, token("p", ROOT + ".0.0", "payments", "web-shop", "payments", "orders")))
                .isTrue();
        assertThat(isRevoked(tookEarlier, token("p", ROOT + ".0", "orders", "web-shop", "orders")))
                .isFalse();
        assertThat(isRevoked(took, own("p"))).isFalse();
    }

    @Test
    void a_subject_loses_all_chains_that_began_until_then() {
        StatusSummary summary = of(revoked(Set.of(), Map.of(), Map.of("corp:ann", BEGUN)));
        StatusSummary earlier = of(revoked(Set.of(), Map.of(), Map.of("corp:ann", BEGUN.minusSeconds(1))));
        VerifiedToken token = token("p", ROOT + "~x", "orders", "corp:ann", "orders", "web-shop");

        assertThat(isRevoked(summary, token)).isTrue();
        assertThat(isRevoked(earlier, token)).isFalse();
        assertThat(isRevoked(summary, token("p", ROOT, "web-shop", "corp:bob", "web-shop")))
                .isFalse();
    }

    @Test
    void chains_are_revoked_as_far_as_they_passed_who_revoked_them() {
        VerifiedToken received = own("p");
        VerifiedToken derived = token("p", ROOT + ".0", "payments", "web-shop", "payments", "orders");
        VerifiedToken other = token("p", ROOT + ".1", "stock", "web-shop", "stock");

        StatusSummary byAudience = of(chains(new RevokedChains("web-shop", "orders", "https://a", BEGUN)));
        assertThat(isRevoked(byAudience, received)).isTrue();
        assertThat(isRevoked(byAudience, derived)).isTrue();
        StatusSummary byPresenting = of(chains(new RevokedChains("web-shop", "orders", null, BEGUN)));
        assertThat(isRevoked(byPresenting, received)).isFalse();
        assertThat(isRevoked(byPresenting, derived)).isTrue();
        assertThat(isRevoked(byPresenting, other)).isFalse();
        StatusSummary earlier = of(chains(new RevokedChains("web-shop", "web-shop", null, BEGUN.minusSeconds(1))));
        assertThat(isRevoked(earlier, received)).isFalse();
    }

    @Test
    void a_name_that_was_registered_again_inherits_no_tokens() {
        StatusSummary same = origins(Map.of("web-shop", REGISTRATION), Map.of("corp", BEGUN));
        StatusSummary another = origins(Map.of("web-shop", 1), Map.of("corp", BEGUN.plusSeconds(1)));
        VerifiedToken users = token("p", ROOT + "~x", "orders", "corp:ann", "orders", "shop-app");

        assertThat(isRevoked(same, own("p"))).isFalse();
        assertThat(isRevoked(same, users)).isFalse();
        assertThat(isRevoked(another, own("p"))).isTrue();
        assertThat(isRevoked(another, users)).isTrue();
        assertThat(isRevoked(same, token("p", ROOT + ".0", "orders", "gone", "orders")))
                .as("of a client that was removed")
                .isTrue();
        assertThat(isRevoked(same, token("p", ROOT, "orders", "acme:ann", "shop-app")))
                .as("of an issuer that is no longer trusted")
                .isTrue();
    }

    @Test
    void what_this_version_does_not_know_makes_a_summary_incomplete() {
        String json = new String(of(RevokedTokens.NONE).json(), StandardCharsets.UTF_8);

        assertThat(verify(sign(json))).isEqualTo(of(RevokedTokens.NONE));
        assertThat(verify(sign(json.replace("\"chains\":[]", "\"chains\":[],\"moon\":[]"))))
                .isEqualTo(summary(Map.of(), Set.of(), RevokedTokens.NONE, null, false));
        assertThat(verify(sign(json.replace("\"stale\":{}", "\"stale\":{\"p\":[\"sideways\"]},\"more\":1"))))
                .isInstanceOfSatisfying(
                        StatusSummary.class,
                        summary -> assertThat(summary.standingOf(own("p")))
                                .isEqualTo(new TokenStanding(TokenStanding.Status.STALE, Set.of())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"iss\":7",
                "\"iat\":\"now\"",
                "\"exp\":null",
                "\"ttl\":true",
                "\"version\":1.5",
                "\"stale\":[]",
                "\"stale\":{\"p\":\"missing\"}",
                "\"refused\":[1]",
                "\"refused\":\"p\"",
                "\"revoked\":[]",
                "\"revoked\":{\"jti\":\"R\"}",
                "\"revoked\":{\"client_id\":[\"c\"]}",
                "\"revoked\":{\"sub\":{\"s\":\"now\"}}",
                "\"revoked\":{\"chains\":[{}]}",
                "\"origins\":{\"client_id\":{\"c\":16777216}}",
                "\"origins\":{\"client_id\":{\"c\":-1}}",
                "\"origins\":7",
                "\"origins\":{\"ended\":{}}",
                "\"complete\":\"yes\""
            })
    void a_member_of_another_type_is_refused(String member) {
        String name = member.substring(0, member.indexOf(':'));
        String json = new String(origins(Map.of(), Map.of()).json(), StandardCharsets.UTF_8);

        // Of two members with one name, the parser refuses both.
        String changed = json.replaceFirst(name + ":(\\{(\\{[^}]*}|\\[[^]]*]|[^{}\\[])*}|\\[[^]]*]|[^,}]*)", member);
        assertThat(changed).contains(member).isNotEqualTo(json);
        assertThat(verify(sign(changed))).isEqualTo(new SummaryVerification.Refused(TokenFlaw.MALFORMED_CLAIMS));
    }

    @Test
    void tokens_summaries_of_others_and_old_ones_are_refused() {
        String json = new String(of(RevokedTokens.NONE).json(), StandardCharsets.UTF_8);

        assertThat(verify(Forged.signed(Forged.CLAIMS))).isEqualTo(refused(TokenFlaw.WRONG_TYPE));
        assertThat(Forged.verify(sign(Forged.CLAIMS))).isEqualTo(new Verification.Refused(TokenFlaw.WRONG_TYPE));
        assertThat(verify(sign(json.replace("shop.example", "evil.example"))))
                .isEqualTo(refused(TokenFlaw.WRONG_ISSUER));
        assertThat(verifier(NOW.plusSeconds(50)).verify(sign(json))).isEqualTo(refused(TokenFlaw.EXPIRED));
        assertThat(verifier(NOW.minusSeconds(1)).verify(sign(json))).isEqualTo(refused(TokenFlaw.NOT_YET_VALID));
        assertThat(verify(sign(json) + "A")).isInstanceOf(SummaryVerification.Refused.class);
        assertThat(verify("x".repeat(100_001))).isEqualTo(refused(TokenFlaw.TOO_LONG));
        assertThat(verify("")).isEqualTo(refused(TokenFlaw.MALFORMED));
    }

    private static SummaryVerification refused(TokenFlaw flaw) {
        return new SummaryVerification.Refused(flaw);
    }

    private static StatusSummary random(Random random) {
        Map<String, List<StaleDirection>> stale = new HashMap<>();
        Set<String> refused = new HashSet<>();
        Set<String> jtis = new HashSet<>();
        Map<String, Instant> clients = new HashMap<>();
        Map<String, Instant> subjects = new HashMap<>();
        List<RevokedChains> chains = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            StaleDirection first = random.nextBoolean() ? StaleDirection.MISSING : StaleDirection.EXCESS;
            stale.put("s" + i, random.nextBoolean() ? List.of(first) : List.of(first, StaleDirection.CHANGED));
            refused.add("r" + i);
            jtis.add(ROOT + "~" + random.nextInt());
            clients.put("c" + i, NOW.minusSeconds(random.nextInt(1_000)));
            subjects.put("corp:ü\"\n" + i, NOW.minusSeconds(random.nextInt(1_000)));
            chains.add(new RevokedChains("a", "b" + i, random.nextBoolean() ? "https://c" : null, NOW));
        }
        return summary(
                stale,
                refused,
                new RevokedTokens(jtis, clients, subjects, chains),
                random.nextBoolean() ? null : new RegisteredOrigins(Map.of("c", random.nextInt(9)), subjects, refused),
                random.nextBoolean());
    }

    private static boolean isRevoked(StatusSummary summary, VerifiedToken token) {
        TokenStanding standing = summary.standingOf(token);
        assertThat(standing).isIn(TokenStanding.FRESH, TokenStanding.REVOKED);
        return standing.isRejected();
    }

    private static RevokedTokens revoked(
            Set<String> jtis, Map<String, Instant> clients, Map<String, Instant> subjects) {
        return new RevokedTokens(jtis, clients, subjects, List.of());
    }

    private static RevokedTokens chains(RevokedChains chains) {
        return new RevokedTokens(Set.of(), Map.of(), Map.of(), List.of(chains));
    }

    private static StatusSummary of(RevokedTokens revoked) {
        return summary(Map.of(), Set.of(), revoked, null, true);
    }

    private static StatusSummary origins(Map<String, Integer> clients, Map<String, Instant> prefixes) {
        return summary(
                Map.of(), Set.of(), RevokedTokens.NONE, new RegisteredOrigins(clients, prefixes, Set.of("gone")), true);
    }

    private static StatusSummary summary(
            Map<String, List<StaleDirection>> stale,
            Set<String> refused,
            RevokedTokens revoked,
            @Nullable RegisteredOrigins origins,
            boolean complete) {
        return new StatusSummary(
                Fixtures.ISSUER,
                NOW,
                NOW.plusSeconds(50),
                Duration.ofSeconds(10),
                21,
                stale,
                refused,
                revoked,
                origins,
                complete);
    }

    private static VerifiedToken own(String plan) {
        return token(plan, ROOT, "web-shop", "web-shop");
    }

    private static VerifiedToken nested(String jti) {
        return token("p", jti, "orders", "web-shop", "orders");
    }

    /** A token for the audience https://a, issued now, whose chain began earlier. */
    private static VerifiedToken token(String plan, String jti, String client, String subject, String... actors) {
        StringBuilder act = new StringBuilder();
        for (String actor : actors) {
            act.append(",\"act\":{\"sub\":\"").append(actor).append('"');
        }
        JsonBytes claims = new JsonBytes()
                .raw("{\"iss\":")
                .string(Fixtures.ISSUER)
                .raw(",\"sub\":")
                .string(subject)
                .raw(",\"aud\":\"https://a\",\"client_id\":")
                .string(client)
                .raw(",\"iat\":")
                .number(NOW.getEpochSecond())
                .raw(",\"exp\":")
                .number(NOW.getEpochSecond() + 300)
                .raw(",\"jti\":")
                .string(jti)
                .raw(",\"txn\":\"t\",\"graph\":{\"version\":1,\"plan\":")
                .string(plan)
                .raw("}" + act + "}".repeat(actors.length + 1));
        return Fixtures.verified(
                SigningAlgorithm.ES256, Forged.signed(new String(claims.toByteArray(), StandardCharsets.UTF_8)));
    }

    private static String sign(StatusSummary summary) {
        return sign(new String(summary.json(), StandardCharsets.UTF_8));
    }

    private static String sign(String json) {
        TokenSigner signer =
                new TokenSigner(Fixtures.key(SigningAlgorithm.ES256), Fixtures.PROVIDER, SummaryNames.TYPE);
        return new String(signer.sign(json.getBytes(StandardCharsets.UTF_8)), StandardCharsets.US_ASCII);
    }

    private static SummaryVerification verify(String compact) {
        return verifier(NOW).verify(compact);
    }

    private static StatusSummaryVerifier verifier(Instant now) {
        SigningKey key = Fixtures.key(SigningAlgorithm.ES256);
        return new StatusSummaryVerifier(
                new Expectations(Fixtures.ISSUER, Duration.ZERO, 100_000),
                kid -> kid.equals(key.kid()) ? Optional.of(VerificationKey.of(key)) : Optional.empty(),
                Fixtures.PROVIDER,
                Clock.fixed(now, ZoneOffset.UTC));
    }
}
