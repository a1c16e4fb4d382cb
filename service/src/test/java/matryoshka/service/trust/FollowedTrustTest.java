package matryoshka.service.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import matryoshka.service.graph.versions.JdbiGraphVersions;
import matryoshka.service.revocation.RevocationCache;
import matryoshka.service.revocation.RevocationSync;
import matryoshka.service.start.replication.ListenForChanges;
import matryoshka.service.start.replication.PostgresFollower;
import matryoshka.service.testing.PlayedInstance;
import matryoshka.service.testing.PostgresExtension;
import matryoshka.service.testing.Soon;
import matryoshka.service.trust.TrustOutcome.Done;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two instances on one database: an issuer that one trusts is soon trusted by the other. */
class FollowedTrustTest {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final TrustedIssuer ACME = TestIssuers.issuer("""
            {'name': 'acme', 'issuer': 'https://acme.example', 'jwks_uri': 'https://acme.example/k', 'audiences': ['us'],
             'types': ['jwt', 'id_token'], 'algorithms': ['PS256', 'EdDSA'], 'claims': {'a': 'b'}, 'clients': ['shop']}""");

    private final TrustedIssuers stored = new JdbiTrustedIssuers(POSTGRES.jdbi());
    private final CurrentTrust other = new CurrentTrust(stored::all, List.of());
    private final PlayedInstance instance = PlayedInstance.of(POSTGRES.jdbi(), new JdbiGraphVersions(POSTGRES.jdbi()));
    private final PostgresFollower follower = new PostgresFollower(
            POSTGRES.dataSource(),
            ListenForChanges.with(instance.clocks()),
            instance.replica(),
            new RevocationSync(new RevocationCache(), Clock.systemUTC()),
            Map.of("issuers", other::refresh),
            instance.workers());

    @BeforeEach
    void start() {
        POSTGRES.jdbi().useHandle(database -> {
            database.execute("delete from trusted_issuer");
            database.execute("delete from subject_prefix");
        });
        other.refresh();
        follower.start();
    }

    @AfterEach
    void stop() throws Exception {
        follower.stop();
    }

    @Test
    void changes_on_one_instance_reach_the_other() throws Exception {
        stored.add(all -> new Done(ACME));
        Soon.holds(() -> other.get().ofIssuer("https://acme.example").isPresent());

        TrustTerms moved = TestIssuers.issuer("""
                {'name': 'acme', 'issuer': 'https://moved.example', 'jwks_uri': 'https://acme.example/k',
                 'audiences': ['us'], 'types': ['jwt'], 'subject_prefix': 'moved'}""").terms();
        stored.change(all -> new Done(all.get(0).with(moved)));
        Soon.holds(() -> other.get().ofIssuer("https://moved.example").isPresent());
        assertThat(other.get().ofIssuer("https://acme.example")).isEmpty();

        stored.remove(all -> new Done(all.get(0)));
        Soon.holds(() -> other.get().all().isEmpty());
    }

    @Test
    void an_issuer_that_conflicts_with_a_configured_one_is_not_trusted() {
        stored.add(all -> new Done(ACME));
        TrustedIssuer configured = TrustedIssuer.configured("staff", ACME.terms());

        assertThat(new CurrentTrust(stored::all, List.of(configured)).get().all())
                .containsOnlyKeys("staff");
    }
}
