package matryoshka.service.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sorted;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.registration.ClientPower;
import matryoshka.service.clients.registration.InMemoryClients;
import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.revocation.Revocation.Kind;
import matryoshka.service.revocation.RevokeToken.Outcome;
import matryoshka.service.testing.AuditLines;
import matryoshka.service.testing.PlayedIssuer;
import matryoshka.token.EmbeddedTokens;
import matryoshka.token.Unpacking;
import matryoshka.token.UnverifiedToken;
import matryoshka.token.VerifiedToken;
import org.junit.jupiter.api.Test;

/** Revoking one token, and all that a client or a subject has: who may, and what is revoked with it. */
class RevokeTokenTest {
    private static final String GRAPH = """
            services:
              shop: {scopes: {'shop:order': ''}}
              bank: {scopes: {'bank:charge': ''}}
            dependencies:
              shop-bank: {from: shop, to: bank, requires: ['shop:order'], grants: ['bank:charge']}
            """;
    private static final Duration MAX_EXTENSION = Duration.ofDays(1);
    private static final Duration LONGEST_LIFE = Duration.ofHours(25);
    private static final int MAX = 4;

    private final PlayedIssuer issuer = new PlayedIssuer(GRAPH);
    private final Client web = issuer.register("web", "shop:order");
    private final Client shop = issuer.register("shop");
    private final Client bank = issuer.register("bank");
    private final Client stranger = issuer.register("stranger");
    private final InMemoryRevocations store = new InMemoryRevocations();
    private final InMemoryClients clients = new InMemoryClients();
    private final MakeRoom room = new MakeRoom(store, issuer.revocations, MAX, Long.MAX_VALUE, AuditLines.log());
    private final RevokeToken revokeToken = new RevokeToken(
            store,
            issuer.revocations,
            issuer.assessToken::live,
            token -> Sorted.set(Set.of("shop")),
            room,
            MAX_EXTENSION,
            AuditLines.log());
    private final RevokeIssued revokeIssued = new RevokeIssued(
            store,
            issuer.revocations,
            room,
            new ClientPower(clients, clients, Set.of()),
            LONGEST_LIFE,
            AuditLines.log(),
            issuer.clock);

    @Test
    void whoever_began_the_chain_revokes_its_token_durably_and_here_at_once() {
        String token = issuer.token(web);

        assertThat(revoke(web, token)).isEqualTo(Outcome.REVOKED);

        assertThat(store.all()).extracting(Revocation::kind).containsExactly(Kind.TOKEN);
        assertThat(issuer.assessToken.live(token)).isEmpty();
        assertThat(revoke(web, token)).as("nothing is left to revoke").isEqualTo(Outcome.NO_LIVE_TOKEN);
    }

    @Test
    void whoever_receives_a_token_may_revoke_it_and_nobody_else() {
        String token = issuer.token(web);

        assertThat(revoke(stranger, token)).isEqualTo(Outcome.NOT_ALLOWED);
        assertThat(revoke(bank, token)).as("it receives the nested one alone").isEqualTo(Outcome.NOT_ALLOWED);
        assertThat(store.all()).isEmpty();
        assertThat(revoke(shop, token)).isEqualTo(Outcome.REVOKED);
    }

    @Test
    void the_tokens_that_are_nested_end_with_it_and_not_the_other_way_round() {
        String token = issuer.token(web);
        String nested = nested(token);

        assertThat(revoke(bank, nested)).isEqualTo(Outcome.REVOKED);

        assertThat(issuer.assessToken.live(nested)).isEmpty();
        assertThat(issuer.assessToken.live(token)).isPresent();
    }

    @Test
    void a_revocation_outlives_its_token_by_as_much_as_what_was_exchanged_for_it_may() {
        String token = issuer.token(web);
        VerifiedToken verified = issuer.assessToken.live(token).orElseThrow();

        revoke(web, token);

        assertThat(store.all())
                .extracting(Revocation::expiresAt)
                .containsExactly(verified.expiresAt().plus(MAX_EXTENSION));
        store.settle(issuer.clock.instant().plus(Duration.ofDays(9_999)), since -> services -> false);
        assertThat(store.all()).extracting(Revocation::expiresAt).containsExactly(verified.expiresAt());
    }

    @Test
    void what_is_no_token_of_ours_or_has_expired_is_nothing_to_revoke() {
        String token = issuer.token(web);
        issuer.clock.turn(Duration.ofHours(1));

        assertThat(revoke(web, token)).isEqualTo(Outcome.NO_LIVE_TOKEN);
        assertThat(revoke(web, "e30.e30.e30")).isEqualTo(Outcome.NO_LIVE_TOKEN);
        assertThat(store.all()).isEmpty();
    }

    @Test
    void many_revocations_of_one_client_become_one_cut_off_and_never_more_than_it_may_have() {
        for (int count = 0; count < 3 * MAX; count++) {
            assertThat(revoke(web, issuer.token(web))).isEqualTo(Outcome.REVOKED);
            issuer.clock.turn(Duration.ofSeconds(1));
        }

        assertThat(store.all()).hasSizeLessThanOrEqualTo(MAX);
        assertThat(store.all()).extracting(Revocation::kind).contains(Kind.CUT_OFF);
    }

    @Test
    void a_client_without_room_is_refused_and_the_token_lives_on() {
        for (int count = 0; count < MAX; count++) {
            revokeIssued.revoke(caller("shop"), Kind.SUBJECT, "user-" + count);
        }
        String token = issuer.token(web);

        assertThat(revoke(shop, token)).isEqualTo(Outcome.NO_ROOM);
        assertThat(issuer.assessToken.live(token)).isPresent();
        assertThat(revokeIssued.revoke(caller("shop"), Kind.SUBJECT, "one-more"))
                .isEmpty();
        assertThat(revoke(web, token)).isEqualTo(Outcome.REVOKED);
    }

    @Test
    void all_tokens_of_a_client_end_and_those_of_the_next_seconds_until_every_instance_knows() {
        String before = issuer.token(web);

        Optional<Revocation> revocation = revokeIssued.revoke(caller("root"), Kind.CLIENT, "web");

        assertThat(revocation)
                .hasValueSatisfying(made -> assertThat(made.latestIssue())
                        .isEqualTo(issuer.clock.instant().plusSeconds(1).truncatedTo(ChronoUnit.SECONDS)));
        assertThat(issuer.assessToken.live(before)).isEmpty();
        assertThat(issuer.assessToken.live(issuer.token(web))).isEmpty();
        issuer.clock.turn(Duration.ofSeconds(2));
        assertThat(issuer.assessToken.live(issuer.token(web))).isPresent();
    }

    @Test
    void to_revoke_all_of_a_client_takes_the_power_over_it_also_by_its_name_as_a_subject() {
        clients.publish("bank", "bank-team");

        for (Kind kind : List.of(Kind.CLIENT, Kind.SUBJECT)) {
            assertThat(revokeIssued.lacking(caller("registrar"), kind, "bank").scopes())
                    .containsExactly("graph:publish-any");
            assertThat(revokeIssued.lacking(caller("bank-team"), kind, "bank").isNothing())
                    .isTrue();
        }
        assertThat(revokeIssued
                        .lacking(caller("registrar"), Kind.SUBJECT, "https://id.example|ann")
                        .isNothing())
                .isTrue();
    }

    @Test
    void while_the_database_is_away_nothing_is_revoked_that_nobody_else_would_hear_of() {
        String token = issuer.token(web);
        store.away(true);

        assertThatThrownBy(() -> revoke(web, token)).hasMessage("the database is away");
        assertThat(issuer.assessToken.live(token)).isPresent();
    }

    /** The one token that is nested in a token. */
    private static String nested(String token) {
        Unpacking unpacking = EmbeddedTokens.read(new UnverifiedToken(token));
        return ((Unpacking.Unpacked) unpacking).tokens().get(0).token().compact();
    }

    private Outcome revoke(Client client, String token) {
        return revokeToken.revoke(issuer.snapshot(), client, token);
    }

    private static AdminCaller caller(String id) {
        return new AdminCaller(id, Scopes.of(List.of("clients:write")));
    }
}
