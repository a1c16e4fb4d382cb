package matryoshka.service.tokens.phantom;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import matryoshka.graph.Scopes;
import matryoshka.graph.plan.Budget;
import matryoshka.graph.plan.OuterToken;
import matryoshka.graph.plan.PlanRequest;
import matryoshka.graph.plan.PlanResult.Planned;
import matryoshka.service.clients.Client;
import matryoshka.service.planning.conditions.Conditions;
import matryoshka.service.planning.minting.ChainIds;
import matryoshka.service.planning.minting.CompiledPlan;
import matryoshka.service.planning.minting.GrantTokens;
import matryoshka.service.planning.minting.Issuance;
import matryoshka.service.planning.minting.IssuedToken;
import matryoshka.service.planning.minting.MintTokens;
import matryoshka.service.planning.minting.PlanCache;
import matryoshka.service.planning.minting.RequestVariables;
import matryoshka.service.planning.minting.TokenTemplates;
import matryoshka.service.platform.caches.CacheMemory;
import matryoshka.service.testing.AuditLines;
import matryoshka.service.testing.Caches;
import matryoshka.service.testing.PlayedIssuer;
import matryoshka.service.testing.PlayedSnapshot;
import matryoshka.token.AuthenticClaims;
import matryoshka.token.ChainValues;
import matryoshka.token.Cnf;
import matryoshka.token.IdentityClaims;
import matryoshka.token.VerifiedToken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A handle is granted without minting a token, and says what that token would say. */
class GrantedHandleTest {
    private static final ChainIds IDS = new ChainIds(new SecureRandom());
    private static final Cnf KEY = new Cnf("jkt", "0ZcOCORZNYyDWpqq30jZyA0ZcOCORZNYyDWpqq30jZyA");

    private final PlayedIssuer issuer = new PlayedIssuer("""
            services:
              shop: {scopes: {'shop:order': ''}, lifetime: PT2M}
              bank: {scopes: {'bank:charge': ''}}
            dependencies:
              shop-bank: {from: shop, to: bank, grants: ['bank:charge']}
            """);
    private final Client web = issuer.register("web", "shop:order");
    private final CacheMemory memory = Caches.memory();
    private final MintTokens mint = new MintTokens(
            issuer.ledger,
            new Budget(16, 64, 6_144, Budget.Overflow.EXCHANGE),
            new TokenTemplates(new Conditions(memory), memory),
            IDS,
            AuditLines.log());
    private final GrantTokens grant = new GrantTokens(issuer.ledger, IDS, AuditLines.log());

    @Test
    void nothing_is_minted_and_the_plan_is_in_the_ledger() {
        IssuedToken granted = issued(grant, "web", chain("web", IdentityClaims.NONE, null));

        assertThat(granted.minted()).isEmpty();
        assertThat(granted.type()).isEqualTo("Bearer");
        assertThat(granted.lifetimeSeconds()).isEqualTo(120);
        assertThat(issuer.plans.ids()).containsExactly(granted.plan().outer().id());
    }

    @Test
    void it_says_what_a_client_would_get_for_itself() {
        assertSame("web", chain("web", IdentityClaims.NONE, KEY));
    }

    @Test
    void it_says_what_a_client_would_get_for_a_user() {
        assertSame(
                "idp:alice",
                chain("idp:alice", new IdentityClaims(new BigDecimal("1795651100"), "2", List.of("pwd")), null));
    }

    private void assertSame(String subject, ChainValues chain) {
        HandleContent granted = HandleContent.of(issued(grant, subject, chain), new TreeMap<>());
        VerifiedToken token = AuthenticClaims.of(issued(mint, subject, chain).tree());

        assertThat(granted.planId()).isEqualTo(token.planId());
        assertThat(granted.jti()).isEqualTo(token.jti());
        assertThat(granted.txn()).isEqualTo(token.txn());
        assertThat(granted.subject()).isEqualTo(token.subject());
        assertThat(granted.clientId()).isEqualTo(token.clientId());
        assertThat(granted.actors()).isEqualTo(token.actors());
        assertThat(granted.identity()).isEqualTo(token.identity());
        assertThat(granted.issuedAt()).isEqualTo(token.issuedAt());
        assertThat(granted.expiresAt()).isEqualTo(token.expiresAt());
        assertThat(Optional.ofNullable(granted.cnf())).isEqualTo(token.cnf());
        assertThat(granted.claims().keySet()).isEqualTo(granted.isOwn() ? Set.of() : Set.of("tier"));
        assertThat(HandleContent.read(granted.bytes())).isEqualTo(granted);
    }

    private ChainValues chain(String subject, IdentityClaims identity, @Nullable Cnf cnf) {
        Instant now = issuer.clock.instant();
        return new ChainValues(IDS.chainId(web, now), IDS.randomId(), subject, identity, now, null).boundTo(cnf);
    }

    private IssuedToken issued(Issuance issuance, String subject, ChainValues chain) {
        PlanCache plans = new PlanCache(PlayedSnapshot.planner(), issuer.snapshot(), memory);
        PlanRequest request = PlanRequest.of("web", Scopes.of("shop:order"), Scopes.of("shop:order"));
        TreeMap<String, Object> claims = new TreeMap<>(Map.of("tier", "gold"));
        CompiledPlan plan = ((Planned<CompiledPlan>)
                        (subject.equals("web")
                                ? plans.get(issuer.snapshot(), web, request)
                                : plans.get(
                                        issuer.snapshot(),
                                        web,
                                        request.bringing(claims.keySet()),
                                        new OuterToken("web", List.of("web"), claims),
                                        chain)))
                .value();
        return ((Planned<IssuedToken>) issuance.issue(
                        issuer.snapshot(),
                        plan,
                        chain,
                        RequestVariables.of("web", Optional.of(web), subject, new TreeMap<>()),
                        "issued"))
                .value();
    }
}
