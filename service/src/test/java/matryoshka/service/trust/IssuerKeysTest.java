package matryoshka.service.trust;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Fetching of keys: how often, and what happens if it fails. */
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
    void keys_are_fetched_on_demand_and_cached() {
        assertThat(provider.requests()).isZero();
        assertGood();
        assertGood();
        assertThat(provider.requests()).isEqualTo(1);
    }

    @Test
    void fetched_keys_are_weighed() throws Exception {
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
    void invented_key_ids_cause_one_fetch_and_then_one_a_minute() {
        assertGood();
        assertThat(verified(Map.of("kid", "made-up")))
                .isEqualTo(ExternalTokens.refused(ExternalTokenError.UNKNOWN_KEY));
        for (int i = 0; i < 20; i++) {
            // It may have been published since, but no fetch is allowed yet.
            assertThat(verified(Map.of("kid", "made-up-" + i))).isEqualTo(later(MINUTE));
        }
        assertThat(provider.requests()).isEqualTo(2);
        clock.turn(MINUTE);
        assertThat(verified(Map.of("kid", "made-up")))
                .isEqualTo(ExternalTokens.refused(ExternalTokenError.UNKNOWN_KEY));
        assertThat(verified(Map.of("kid", "made-up"))).isEqualTo(later(MINUTE));
        assertThat(provider.requests()).isEqualTo(3);
    }

    @Test
    void forged_signatures_cause_no_more_fetches() throws Exception {
        PublicJsonWebKey forger = PlayedKeys.make("ES256", provider.key().getKeyId());
        assertGood();
        for (int i = 0; i < 20; i++) {
            assertThat(verified(PlayedKeys.sign(forger, Map.of(), claims(Map.of()))))
                    .isEqualTo(ExternalTokens.refused(ExternalTokenError.BAD_SIGNATURE));
        }
        assertThat(provider.requests()).isEqualTo(2);
        assertGood();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_key_that_is_replaced_under_its_name_or_without_one_is_found(boolean named) throws Exception {
        Map<String, Object> header = new HashMap<>();
        if (!named) {
            header.put("kid", null);
        }
        assertThat(verified(token(header))).isInstanceOf(ExternalSubject.class);
        String old = token(header);
        provider.rotate("ES256", provider.key().getKeyId());

        assertThat(verified(token(header))).isInstanceOf(ExternalSubject.class);
        assertThat(verified(old)).isEqualTo(ExternalTokens.refused(ExternalTokenError.BAD_SIGNATURE));
        assertThat(provider.requests()).isEqualTo(2);
    }

    @Test
    void a_key_that_could_not_be_used_and_is_replaced_is_found() throws Exception {
        String good = provider.jwks();
        provider.publish(good.replace("\"ES256\"", "\"ES512\""));
        assertThat(verified(Map.of())).isEqualTo(ExternalTokens.refused(ExternalTokenError.UNKNOWN_KEY));
        provider.publish(good);
        assertGood();
    }

    @Test
    void a_first_fetch_that_fails_is_tried_again_within_seconds_as_it_was_told() {
        provider.behave(Behaviour.FAIL);
        for (int pause : new int[] {2, 4, 8, 16, 32, 60, 60}) {
            assertThat(verified(Map.of())).isEqualTo(later(Duration.ofSeconds(pause)));
            clock.turn(Duration.ofSeconds(pause).minusMillis(1));
            assertThat(verified(Map.of())).isEqualTo(later(Duration.ofMillis(1)));
            clock.turn(Duration.ofMillis(1));
        }
        assertThat(provider.requests()).isEqualTo(7);
        provider.behave(Behaviour.SERVE);
        assertGood();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FAIL | jwks_uri answered with status 500.",
                "REDIRECT | jwks_uri answered with status 302.",
                "HUGE | the body has more than 524288 bytes.",
                "BABBLE | the body has no list \"keys\".",
                "ZIP | the body is compressed, although that was not requested."
            })
    void an_unusable_key_set_is_logged_with_the_issuer(Behaviour behaviour, String reason) {
        provider.behave(behaviour);

        assertThat(logged()).containsExactly("The keys of issuer https://provider.example cannot be used: " + reason);
    }

    @Test
    void errors_in_a_set_or_key_are_logged_with_the_issuer() {
        String key = provider.jwks().replaceFirst("^\\{\"keys\":\\[", "").replaceFirst("]}$", "");
        Map<String, String> sets = new LinkedHashMap<>();
        sets.put("{", "The keys of issuer https://provider.example cannot be used: the body is not well-formed JSON.");
        sets.put("{}", "The keys of issuer https://provider.example cannot be used: the body has no list \"keys\".");
        sets.put(
                "{\"keys\":[" + (key + ",").repeat(100) + key + "]}",
                "The keys of issuer https://provider.example cannot be used: the set has more than 100 keys.");
        sets.put(
                "{\"keys\":[]}",
                "The keys of issuer https://provider.example cannot be used: the set has no key for signatures.");
        for (String flawed : List.of(
                "\"key_ops\":[\"encrypt\"]|its key_ops do not name verify",
                "\"key_ops\":[]|its key_ops do not name verify",
                "\"key_ops\":\"verify\"|its key_ops do not name verify",
                "\"use\":\"tls\"|its use is not sig",
                "\"d\":\"AA\"|its private part is published",
                "\"alg\":\"ES512\"|its alg is not supported",
                "\"alg\":\"ES384\"|its alg, curve or length does not fit",
                "\"crv\":\"P-521\"|its type, curve or value is not supported",
                "\"kid\":7|it is malformed")) {
            String[] parts = flawed.split("[|]", 2);
            String name = parts[0].substring(0, parts[0].indexOf(':') + 1);
            String without = key.replaceAll(name + "\"[^\"]*\",?", "").replaceFirst(",}$", "}");
            sets.put(
                    "{\"keys\":[" + without.replaceFirst("^\\{", "{" + parts[0] + ",") + "]}",
                    "Keys of issuer https://provider.example: 1 cannot be used; of the first, " + parts[1] + ".");
        }
        sets.forEach((set, line) -> {
            provider.publish(set);
            clock.turn(Duration.ofHours(1));
            assertThat(logged()).as(set).containsExactly(line);
        });
    }

    @Test
    void unknown_key_operations_do_not_prevent_verifying() {
        provider.publish(provider.jwks()
                .replace("\"kid\"", "\"key_ops\":[\"verify\",\"x-audit\"],\"x5c\":[\"no certificate\"],\"kid\""));

        assertGood();
    }

    @Test
    void a_new_key_is_known_at_once_and_the_old_one_forgotten() throws Exception {
        String old = token(Map.of());
        assertThat(verified(old)).isInstanceOf(ExternalSubject.class);
        provider.rotate("ES256", "second");
        assertGood();
        assertThat(verified(old)).isEqualTo(later(MINUTE));
        clock.turn(MINUTE);
        assertThat(verified(old)).isEqualTo(ExternalTokens.refused(ExternalTokenError.UNKNOWN_KEY));
    }

    @Test
    void a_withdrawn_key_is_trusted_for_up_to_15_minutes() throws Exception {
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
    void while_keys_cannot_be_fetched_the_old_ones_are_used_for_a_day(Behaviour outage) {
        assertGood();
        provider.behave(outage);
        clock.turn(Duration.ofHours(1));
        assertGood();
        // The token may be valid, so the client should retry.
        assertThat(verified(Map.of("kid", "perhaps-new"))).satisfies(IssuerKeysTest::isUnavailable);
        clock.turn(Duration.ofHours(23));
        assertThat(verified(Map.of())).satisfies(IssuerKeysTest::isUnavailable);
        assertThat(provider.requestsElsewhere()).isZero();
        provider.behave(Behaviour.SERVE);
        clock.turn(MINUTE);
        assertGood();
    }

    @Test
    void failed_first_fetches_are_retried_at_intervals() {
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
    void unusable_keys_are_skipped() throws Exception {
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
    void few_requests_wait_for_a_slow_issuer_and_others_fail_at_once() throws Exception {
        verify = verifying(Duration.ofSeconds(4));
        provider.behave(Behaviour.HANG);
        ExecutorService threads = Executors.newCachedThreadPool();
        List<CompletableFuture<ExternalVerification>> waiting = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            waiting.add(CompletableFuture.supplyAsync(() -> verified(Map.of()), threads));
        }
        Soon.holds(() -> provider.requests() == 1);
        CompletableFuture<ExternalVerification> first = CompletableFuture.anyOf(
                        CompletableFuture.supplyAsync(() -> verified(Map.of()), threads),
                        CompletableFuture.supplyAsync(() -> verified(Map.of()), threads))
                .thenApply(ExternalVerification.class::cast);

        assertThat(first.get(3, TimeUnit.SECONDS)).satisfies(IssuerKeysTest::isUnavailable);
        for (CompletableFuture<ExternalVerification> late : waiting) {
            assertThat(late.get(30, TimeUnit.SECONDS)).satisfies(IssuerKeysTest::isUnavailable);
        }
        assertThat(provider.requests()).isEqualTo(1);
        threads.shutdownNow();
    }

    @Test
    void a_slow_issuer_does_not_delay_requests_with_known_keys() {
        assertGood();
        provider.behave(Behaviour.HANG);
        CompletableFuture<ExternalVerification> searching = CompletableFuture.supplyAsync(() -> {
            clock.turn(MINUTE);
            return verified(Map.of("kid", "unknown"));
        });
        for (int i = 0; i < 100; i++) {
            assertGood();
        }
        assertThat(searching.join()).satisfies(IssuerKeysTest::isUnavailable);
    }

    private static void isUnavailable(ExternalVerification verified) {
        assertThat(verified)
                .isInstanceOfSatisfying(
                        ExternalVerification.Refused.class,
                        refused -> assertThat(refused.isUnavailable()).isTrue());
    }

    /** What is logged while a token is verified. */
    private List<String> logged() {
        Logger logger = (Logger) LoggerFactory.getLogger(FetchKeys.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            verified(Map.of());
            return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        } finally {
            logger.detachAppender(lines);
        }
    }

    private static ExternalVerification.Refused later(Duration retryAfter) {
        return new ExternalVerification.Refused(ExternalTokenError.UNAVAILABLE, retryAfter);
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
