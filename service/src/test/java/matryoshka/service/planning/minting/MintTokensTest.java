package matryoshka.service.planning.minting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import matryoshka.graph.Scopes;
import matryoshka.graph.plan.Budget;
import matryoshka.graph.plan.PlanRefusal;
import matryoshka.graph.plan.PlanRequest;
import matryoshka.graph.plan.PlanResult;
import matryoshka.service.clients.Client;
import matryoshka.service.planning.conditions.Conditions;
import matryoshka.service.platform.caches.CacheMemory;
import matryoshka.service.testing.AuditLines;
import matryoshka.service.testing.Caches;
import matryoshka.service.testing.PlayedIssuer;
import matryoshka.service.testing.PlayedSnapshot;
import matryoshka.token.ChainValues;
import matryoshka.token.IdentityClaims;
import matryoshka.token.MintedToken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MintTokensTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String GRAPH = """
            services:
              shop: {scopes: {'shop:order': '', 'shop:read': ''}}
              bank: {scopes: {'bank:charge': ''}, lifetime: PT1M}
            dependencies:
              shop-bank: {from: shop, to: bank, requires: ['shop:order'], grants: ['bank:charge']}
            """;

    private final PlayedIssuer issuer = new PlayedIssuer(GRAPH);
    private final Client web = issuer.register("web", "shop:order", "shop:read");
    private final CacheMemory memory = Caches.memory();
    private final MintTokens mintTokens = minting(6_144);

    @Test
    void all_tokens_of_a_tree_belong_to_one_chain_and_expire_when_they_should() {
        IssuedToken issued = issued(mint(mintTokens, null, "shop:order"));

        Instant now = issuer.clock.instant();
        String root = issued.tree().outer().jti();
        assertThat(issued.tree().tokens())
                .hasSize(2)
                .extracting(MintedToken::jti)
                .allMatch(jti -> jti.startsWith(root));
        assertThat(issued.tree().outer().expiresAt()).isEqualTo(now.plus(Duration.ofMinutes(5)));
        assertThat(issued.tree().tokens()).extracting(MintedToken::expiresAt).contains(now.plus(Duration.ofMinutes(1)));
        assertThat(issued.graphVersion()).isEqualTo(issuer.snapshot().version());
    }

    @Test
    void nothing_lives_longer_than_the_chain_may() {
        Instant end = issuer.clock.instant().plusSeconds(30);

        IssuedToken issued = issued(mint(mintTokens, end, "shop:order"));

        assertThat(issued.tree().tokens()).extracting(MintedToken::expiresAt).containsOnly(end);
    }

    @Test
    void two_trees_of_one_plan_share_no_id() {
        String first =
                issued(mint(mintTokens, null, "shop:read")).tree().outer().jti();
        String second =
                issued(mint(mintTokens, null, "shop:read")).tree().outer().jti();

        assertThat(second).isNotEqualTo(first);
        assertThat(issuer.plans.ids()).hasSize(1);
    }

    @Test
    void a_new_plan_is_stored_before_it_is_minted_or_nothing_is_minted() {
        issuer.plans.away(true);

        assertThatThrownBy(() -> mint(mintTokens, null, "shop:read")).hasMessage("the database is away");

        issuer.plans.away(false);
        String plan = issued(mint(mintTokens, null, "shop:read")).plan().outer().id();
        assertThat(issuer.plans.ids()).containsExactly(plan);
    }

    @Test
    void a_tree_that_never_fits_into_the_budget_is_refused_and_says_how_to_get_one_that_does() {
        assertThat(mint(minting(200), null, "shop:order")).isInstanceOfSatisfying(PlanResult.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(PlanRefusal.OVER_BUDGET);
            assertThat(refused.detail()).contains("200 bytes", "fewer scopes");
        });
    }

    @Test
    void a_line_of_the_audit_log_names_the_tree_and_holds_no_token() throws Exception {
        try (AuditLines audit = new AuditLines()) {
            IssuedToken issued = issued(mint(mintTokens, null, "shop:read"));

            assertThat(audit.written())
                    .singleElement()
                    .asString()
                    .startsWith("issued ")
                    .contains("client=web", "jti=" + issued.tree().outer().jti(), "tokens=1")
                    .doesNotContain(issued.tree().outerToken());
        }
    }

    private MintTokens minting(int maxBytes) {
        return new MintTokens(
                issuer.ledger,
                new Budget(16, 64, maxBytes, Budget.Overflow.EXCHANGE),
                new TokenTemplates(new Conditions(memory), memory),
                new ChainIds(RANDOM),
                AuditLines.log());
    }

    private PlanResult<IssuedToken> mint(MintTokens minting, @Nullable Instant end, String scope) {
        PlanCache plans = new PlanCache(PlayedSnapshot.planner(), issuer.snapshot(), memory);
        ChainValues chain = new ChainValues(
                minting.ids().chainId(web, issuer.clock.instant()),
                minting.ids().randomId(),
                "web",
                IdentityClaims.NONE,
                issuer.clock.instant(),
                end);
        return plans.get(
                        issuer.snapshot(),
                        web,
                        PlanRequest.of("web", Scopes.of("shop:order", "shop:read"), Scopes.of(scope)))
                .flatMap(plan -> minting.issue(
                        issuer.snapshot(),
                        plan,
                        chain,
                        RequestVariables.of("web", Optional.of(web), "web", new TreeMap<>()),
                        "issued"));
    }

    private static IssuedToken issued(PlanResult<IssuedToken> result) {
        return ((PlanResult.Planned<IssuedToken>) result).value();
    }
}
