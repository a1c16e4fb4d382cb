package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import matryoshka.service.testing.SharedIssuer.Replicas;
import matryoshka.service.testing.Soon;
import matryoshka.service.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two issuers on one database: a revocation on one is soon known to the other. */
@ExtendWith(SharedIssuer.class)
class RevocationOnReplicasTest {

    private RunningIssuer first;
    private RunningIssuer second;
    private Revoking shop;
    private Revoking stranger;

    @BeforeEach
    void make_clients_that_both_know(Replicas replicas) throws Exception {
        first = replicas.first();
        second = replicas.second();
        long version = first.publish("services: {a: {scopes: {'a:x': ''}}}");
        String suffix = "-" + version + "-" + System.nanoTime();
        shop = Revoking.registered(first, "shop" + suffix, "a:x");
        stranger = Revoking.registered(first, "stranger" + suffix, "");
        Soon.holds(() -> stranger.revoke(second, "x").statusCode() == 200);
    }

    @Test
    void a_token_revoked_on_one_is_soon_revoked_on_the_other() throws Exception {
        String token = shop.token(first);
        assertThat(stranger.seesAlive(second, token)).isTrue();

        shop.revoke(first, token);

        assertThat(stranger.seesAlive(first, token)).isFalse();
        Soon.holds(() -> !stranger.seesAlive(second, token));
    }

    @Test
    void all_tokens_of_a_client_revoked_on_one_are_soon_revoked_on_the_other() throws Exception {
        String token = shop.token(second);

        Caller.admin(first)
                .send("POST", "/revocations", "application/json", "{\"client_id\":\"" + shop.clientId() + "\"}");

        assertThat(stranger.seesAlive(first, token)).isFalse();
        Soon.holds(() -> !stranger.seesAlive(second, token));
    }

    @Test
    void what_was_revoked_while_the_connection_was_lost_is_not_missed(TestDatabase database) throws Exception {
        String token = shop.token(first);
        // So old that no follower reads it, as if its notification had been missed.
        database.jdbi()
                .useHandle(handle ->
                        handle.createUpdate("""
                        insert into revocation (jti, expires_at, revoked_by, changed_at)
                        values (:jti, now() + interval '5 minutes', 'test', now() - interval '1 hour')
                        """).bind("jti", jti(token)).execute());

        assertThat(stranger.seesAlive(first, token)).isTrue();

        OffsetDateTime before = database.jdbi()
                .withHandle(handle -> handle.createQuery("select clock_timestamp()")
                        .mapTo(OffsetDateTime.class)
                        .one());
        Soon.holds(() -> {
            endWhoFollows(database, before);
            return !stranger.seesAlive(first, token) && !stranger.seesAlive(second, token);
        });
    }

    /** Ends the connections of both. The version is what an idle follower queries last. */
    private static void endWhoFollows(TestDatabase database, OffsetDateTime before) {
        database.jdbi()
                .useHandle(handle -> handle.createQuery("""
                                select pg_terminate_backend(pid) from pg_stat_activity
                                where datname = current_database() and pid <> pg_backend_pid()
                                    and backend_start < :before and query = 'select version from graph_head'
                                """)
                        .bind("before", before)
                        .mapTo(Boolean.class)
                        .list());
    }

    @Test
    void a_token_of_an_issuer_whose_clock_is_ahead_can_be_revoked(TestDatabase database) throws Exception {
        ObjectNode claims = Revoking.claims(shop.token(first), "ahead-" + shop.clientId());
        long iat = claims.get("iat").longValue();
        String ahead = IssuerKeys.signed(database, claims.put("iat", iat + 30));
        assertThat(stranger.seesAlive(second, ahead)).isTrue();

        shop.revoke(second, ahead);

        assertThat(stranger.seesAlive(second, ahead)).isFalse();
    }

    /** R-016 of the bad inputs. */
    @Test
    void a_hundred_concurrent_revocations_of_a_token_make_one_row(TestDatabase database) throws Exception {
        String token = shop.token(first);
        ExecutorService many = Executors.newFixedThreadPool(20);

        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 100)
                .mapToObj(number ->
                        CompletableFuture.supplyAsync(() -> revoked(number % 2 == 0 ? first : second, token), many))
                .toList();

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.join().statusCode()).as(answer.join().body()).isEqualTo(200);
        });
        many.shutdown();
        String jti = jti(token);
        assertThat(database.jdbi()
                        .<Long, RuntimeException>withHandle(
                                handle -> handle.createQuery("select count(*) from revocation where jti = :jti")
                                        .bind("jti", jti)
                                        .mapTo(Long.class)
                                        .one()))
                .isEqualTo(1);
    }

    private HttpResponse<String> revoked(RunningIssuer issuer, String token) {
        try {
            return shop.revoke(issuer, token);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static String jti(String token) throws Exception {
        return Revoking.payload(token).get("jti").textValue();
    }
}
