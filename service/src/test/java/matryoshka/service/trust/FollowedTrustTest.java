package matryoshka.service.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import matryoshka.graph.GraphTerms;
import matryoshka.graph.Sorted;
import matryoshka.service.clients.ClientRegistry;
import matryoshka.service.clients.JdbiClients;
import matryoshka.service.conditions.Conditions;
import matryoshka.service.conditions.ExpressionRules;
import matryoshka.service.conditions.ParameterRules;
import matryoshka.service.graph.GraphRules;
import matryoshka.service.graph.JdbiGraphVersions;
import matryoshka.service.keys.KeyRing;
import matryoshka.service.replication.PostgresFollower;
import matryoshka.service.replication.Replica;
import matryoshka.service.revocation.FollowRevocations;
import matryoshka.service.revocation.Revocations;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.service.testing.PostgresExtension;
import matryoshka.service.testing.Soon;
import matryoshka.service.trust.TrustOutcome.Done;
import matryoshka.token.SignatureProvider;
import matryoshka.token.SigningAlgorithm;
import matryoshka.token.SigningKey;
import matryoshka.token.TokenEncrypter;
import matryoshka.token.TokenSealer;
import matryoshka.token.TokenSigner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two instances on one database: whom one trusts, the other soon does. */
class FollowedTrustTest {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final Duration PROMISED = Duration.ofSeconds(1);
    private static final TrustedIssuer ACME = TestIssuers.issuer("""
            {'name': 'acme', 'issuer': 'https://acme.example', 'jwks_uri': 'https://acme.example/k', 'audiences': ['us'],
             'types': ['jwt', 'id_token'], 'algorithms': ['PS256', 'EdDSA'], 'claims': {'a': 'b'}, 'clients': ['shop']}""");

    private final TrustedIssuers stored = new JdbiTrustedIssuers(POSTGRES.jdbi());
    private final CurrentTrust other = new CurrentTrust(stored, List.of());
    private final PostgresFollower follower = new PostgresFollower(
            POSTGRES.dataSource(),
            replica(),
            new FollowRevocations(new Revocations()),
            Map.of("issuers", other::refresh));

    @BeforeEach
    void start() {
        POSTGRES.jdbi().useHandle(database -> database.execute("delete from trusted_issuer"));
        other.refresh();
        follower.start();
    }

    @AfterEach
    void stop() throws Exception {
        follower.stop();
    }

    @Test
    void an_issuer_comes_back_as_it_was_stored() {
        stored.add(all -> new Done(ACME));

        assertThat(stored.all()).containsExactly(ACME);
    }

    @Test
    void what_one_instance_changes_the_other_takes_over() throws Exception {
        stored.add(all -> new Done(ACME));
        Soon.within(PROMISED, () -> other.get().ofIssuer("https://acme.example").isPresent());

        TrustTerms moved = TestIssuers.issuer("""
                {'name': 'acme', 'issuer': 'https://moved.example', 'jwks_uri': 'https://acme.example/k',
                 'audiences': ['us'], 'types': ['jwt']}""").terms();
        stored.change(all -> new Done(all.get(0).with(moved)));
        Soon.within(
                PROMISED, () -> other.get().ofIssuer("https://moved.example").isPresent());
        assertThat(other.get().ofIssuer("https://acme.example")).isEmpty();

        stored.remove(all -> new Done(all.get(0)));
        Soon.within(PROMISED, () -> other.get().all().isEmpty());
    }

    @Test
    void what_shares_something_with_an_issuer_of_the_configuration_is_not_trusted() {
        stored.add(all -> new Done(ACME));
        TrustedIssuer configured = TrustedIssuer.configured("staff", ACME.terms());

        assertThat(new CurrentTrust(stored, List.of(configured)).get().all()).containsOnlyKeys("staff");
    }

    private static Replica replica() {
        SecureRandom random = new SecureRandom();
        SigningKey key = SigningKey.generate(SigningAlgorithm.ES256, random);
        JdbiGraphVersions versions = new JdbiGraphVersions(POSTGRES.jdbi());
        GraphRules rules = new GraphRules(
                new GraphTerms(
                        TestIssuers.OURS,
                        Duration.ofMinutes(5),
                        Duration.ofHours(1),
                        Duration.ofDays(1),
                        Sorted.set(Set.of())),
                new ExpressionRules(new Conditions(), new ParameterRules()));
        Clock clock = Clock.systemUTC();
        Snapshot first = new Snapshot(
                0,
                rules.valid(versions.current().document()),
                ClientRegistry.EMPTY,
                new KeyRing(key, List.of()),
                new TokenSealer(new TokenSigner(key, SignatureProvider.jdk(random)), new TokenEncrypter(random)));
        return new Replica(versions, rules, new JdbiClients(POSTGRES.jdbi(), clock), new Snapshots(first), clock);
    }
}
