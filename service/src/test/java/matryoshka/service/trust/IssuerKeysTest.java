package matryoshka.service.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import matryoshka.service.platform.caches.CacheMemory;
import matryoshka.service.platform.outbound.OutboundHttp;
import matryoshka.service.testing.Caches;
import matryoshka.service.testing.PlayedClock;
import matryoshka.service.testing.PlayedKeys;
import matryoshka.service.testing.PlayedProvider;
import matryoshka.service.testing.PlayedProvider.Behaviour;
import matryoshka.service.testing.Soon;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys that are fetched: how often, and what happens when they cannot be. */
class IssuerKeysTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final PlayedProvider provider = PlayedProvider.start("https://provider.example");
    private final PlayedClock clock = new PlayedClock();
    private final OutboundHttp http = new OutboundHttp(TestIssuers.DEVELOPMENT);
    private final TrustRegistry trust = TestIssuers.registry("""
            {'name': 'acme', 'issuer': 'https://provider.example', 'jwks_uri': '%s', 'audiences': ['us'], 'types': ['jwt'],
             'clients': ['shop']}""".formatted(provider.jwksUri()));
    private final CacheMemory memory = Caches.memory();
    private VerifyExternalToken verify = verifying(Duration.ofSeconds(1));

    @BeforeEach
    void start() throws Exception {
        http.start();
    }

    @AfterEach
    void stop() throws Exception {
        provider.close();
        http.stop();
    }

    @Test
    void keys_are_fetched_when_they_are_needed_and_then_remembered() {
        assertThat(provider.requests()).isZero();
        assertGood();
        assertGood();
        assertThat(provider.requests()).isEqualTo(1);
    }

    @Test
    void fetched_keys_weigh_what_they_are() throws Exception {
        assertGood();
        long one = memory.held();
        PublicJsonWebKey[] keys = new PublicJsonWebKey[50];
        for (int number = 0; number < keys.length; number++) {
            keys[number] = PlayedKeys.make("ES256", "key-" + number);
        }
        provider.publish(keys);
        clock.turn(Duration.ofHours(1));
        verified(Map.of());

        assertThat(memory.held()).isGreaterThan(one + 49 * 4_096);
    }

    @Test
    void made_up_key_ids_make_nobody_ask_more_than_once_a_minute() {
        assertGood();
        for (int i = 0; i < 20; i++) {
            assertThat(verified(Map.of("kid", "made-up-" + i)))
                    .isEqualTo(ExternalTokens.refused(ExternalTokenError.UNKNOWN_KEY));
        }
        assertThat(provider.requests()).isEqualTo(1);
        clock.turn(MINUTE);
        assertThat(verified(Map.of("kid", "made-up")))
                .isEqualTo(ExternalTokens.refused(ExternalTokenError.UNKNOWN_KEY));
        assertThat(verified(Map.of("kid", "made-up")))
                .isEqualTo(ExternalTokens.refused(ExternalTokenError.UNKNOWN_KEY));
        assertThat(provider.requests()).isEqualTo(2);
    }

    @Test
    void a_new_key_is_known_once_a_minute_has_passed_and_the_old_one_forgotten() throws Exception {
        String old = token(Map.of());
        assertThat(verified(old)).isInstanceOf(ExternalSubject.class);
        provider.rotate("ES256", "second");
        assertThat(verified(Map.of())).isEqualTo(ExternalTokens.refused(ExternalTokenError.UNKNOWN_KEY));
        clock.turn(MINUTE);
        assertGood();
        assertThat(verified(old)).isEqualTo(ExternalTokens.refused(ExternalTokenError.UNKNOWN_KEY));
    }

    @Test
    void a_key_that_was_withdrawn_is_believed_for_a_quarter_of_an_hour() throws Exception {
        Map<String, Object> later = Map.of("exp", clock.instant().getEpochSecond() + 3_600);
        String old = provider.sign(Map.of(), claims(later));
        assertThat(verified(old)).isInstanceOf(ExternalSubject.class);
        provider.publish(PlayedKeys.make("ES256", "second"));
        clock.turn(Duration.ofMinutes(14));
        assertThat(verified(old)).isInstanceOf(ExternalSubject.class);
        clock.turn(MINUTE);
        assertThat(verified(old)).isEqualTo(ExternalTokens.refused(ExternalTokenError.UNKNOWN_KEY));
    }

    @ParameterizedTest
    @EnumSource(names = "SERVE", mode = EnumSource.Mode.EXCLUDE)
    void while_keys_cannot_be_had_the_old_ones_are_used_for_a_day(Behaviour outage) {
        assertGood();
        provider.behave(outage);
        clock.turn(Duration.ofHours(1));
        assertGood();
        // Not of the token's making: it may be right, and is to be tried again.
        assertThat(verified(Map.of("kid", "perhaps-new")))
                .isEqualTo(ExternalTokens.refused(ExternalTokenError.UNAVAILABLE));
        clock.turn(Duration.ofHours(23));
        assertThat(verified(Map.of())).isEqualTo(ExternalTokens.refused(ExternalTokenError.UNAVAILABLE));
        assertThat(provider.requestsElsewhere()).isZero();
        provider.behave(Behaviour.SERVE);
        clock.turn(MINUTE);
        assertGood();
    }

    @Test
    void what_was_never_fetched_is_asked_for_once_a_minute() {
        provider.behave(Behaviour.FAIL);
        for (int i = 0; i < 5; i++) {
            assertThat(verified(Map.of()))
                    .isInstanceOfSatisfying(
                            ExternalVerification.Refused.class,
                            refused -> assertThat(refused.isUnavailable()).isTrue());
        }
        assertThat(provider.requests()).isEqualTo(1);
    }

    @Test
    void keys_that_are_of_no_use_are_passed_over() throws Exception {
        var weak = RsaJwkGenerator.generateJwk(1024);
        weak.setKeyId("weak");
        weak.setAlgorithm("RS256");
        var encrypting = PlayedKeys.make("RS256", "encrypting");
        encrypting.setUse("enc");
        provider.publish(weak, encrypting, provider.key());

        assertGood();
        assertThat(verified(PlayedKeys.sign(encrypting, Map.of(), claims(Map.of()))))
                .isEqualTo(ExternalTokens.refused(ExternalTokenError.UNKNOWN_KEY));
    }

    @Test
    void few_wait_for_a_slow_issuer_and_the_others_are_told_at_once() throws Exception {
        verify = verifying(Duration.ofSeconds(4));
        provider.behave(Behaviour.HANG);
        ExecutorService threads = Executors.newCachedThreadPool();
        List<CompletableFuture<ExternalVerification>> waiting = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            waiting.add(CompletableFuture.supplyAsync(() -> verified(Map.of()), threads));
        }
        Soon.within(Duration.ofSeconds(2), () -> provider.requests() == 1);
        CompletableFuture<ExternalVerification> first = CompletableFuture.anyOf(
                        CompletableFuture.supplyAsync(() -> verified(Map.of()), threads),
                        CompletableFuture.supplyAsync(() -> verified(Map.of()), threads))
                .thenApply(ExternalVerification.class::cast);

        assertThat(first.get(2, TimeUnit.SECONDS)).isEqualTo(ExternalTokens.refused(ExternalTokenError.UNAVAILABLE));
        for (CompletableFuture<ExternalVerification> late : waiting) {
            assertThat(late.get(6, TimeUnit.SECONDS)).isEqualTo(ExternalTokens.refused(ExternalTokenError.UNAVAILABLE));
        }
        assertThat(provider.requests()).isEqualTo(1);
        threads.shutdownNow();
    }

    @Test
    void a_slow_issuer_holds_nobody_up_whose_keys_are_known() {
        assertGood();
        provider.behave(Behaviour.HANG);
        CompletableFuture<ExternalVerification> searching = CompletableFuture.supplyAsync(() -> {
            clock.turn(MINUTE);
            return verified(Map.of("kid", "unknown"));
        });
        for (int i = 0; i < 100; i++) {
            assertGood();
        }
        assertThat(searching.join()).isEqualTo(ExternalTokens.refused(ExternalTokenError.UNAVAILABLE));
    }

    private VerifyExternalToken verifying(Duration patience) {
        return new VerifyExternalToken(
                TestIssuers.OURS, () -> trust, new IssuerKeys(http, clock, memory, patience), clock);
    }

    private void assertGood() {
        assertThat(verified(Map.of())).isInstanceOf(ExternalSubject.class);
    }

    private ExternalVerification verified(Map<String, Object> header) {
        return verified(token(header));
    }

    private ExternalVerification verified(String token) {
        return verify.verify(token, SubjectTokenType.JWT.uri(), new SubjectPresenter("shop", Set.of()));
    }

    private String token(Map<String, Object> header) {
        return provider.sign(header, claims(Map.of()));
    }

    private Map<String, Object> claims(Map<String, Object> changes) {
        Map<String, Object> claims = new HashMap<>(Map.of(
                "iss",
                provider.issuer(),
                "sub",
                "alice",
                "aud",
                "us",
                "exp",
                clock.instant().getEpochSecond() + 300));
        claims.putAll(changes);
        return claims;
    }
}
