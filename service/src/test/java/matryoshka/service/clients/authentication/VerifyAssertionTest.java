package matryoshka.service.clients.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sorted;
import matryoshka.service.clients.AuthenticationMethod;
import matryoshka.service.clients.ClientMetadata;
import matryoshka.service.clients.ClientRegistry;
import matryoshka.service.clients.TestClients;
import matryoshka.service.clients.replay.InMemoryUsedIds;
import matryoshka.service.platform.oauth.FormParameters;
import matryoshka.service.platform.oauth.PresentedCredentials;
import matryoshka.service.platform.oauth.PresentedCredentials.Assertion;
import matryoshka.service.testing.ClientKey;
import matryoshka.service.testing.RunningIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyAssertionTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final ClientKey KEY = ClientKey.es256();

    private final InMemoryUsedIds usedIds = new InMemoryUsedIds();
    private final VerifyAssertion verify = new VerifyAssertion(
            RunningIssuer.URL,
            (client, uri, jwt) -> {
                throw new AssertionError("all keys are registered");
            },
            usedIds,
            Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({
        "exp, 1,    true",
        "exp, 600,  true",
        "exp, 601,  false",
        "exp, 0,    false",
        "exp, -1,   false",
        "iat, 60,   true",
        "iat, 61,   false",
        "iat, -600, true",
        "iat, -601, false",
        "nbf, 60,   true",
        "nbf, 61,   false",
        "nbf, -999999, true",
    })
    void times_are_bounded(String claim, long seconds, boolean accepted) {
        Map<String, Object> claims = claims();
        claims.put(claim, NOW.getEpochSecond() + seconds);

        assertThat(verified(registry(false, KEY), claims)).isEqualTo(accepted);
    }

    @Test
    void iat_is_optional() {
        Map<String, Object> claims = claims();
        claims.remove("iat");

        assertThat(verified(registry(false, KEY), claims)).isTrue();
    }

    @Test
    void only_valid_assertions_are_remembered() {
        verified(registry(false, ClientKey.es256()), claims());
        verified(registry(true, KEY), claims());
        verified(ClientRegistry.EMPTY, claims());
        assertThat(usedIds.size()).isZero();

        Map<String, Object> claims = claims();
        assertThat(verified(registry(false, KEY), claims)).isTrue();
        assertThat(verified(registry(false, KEY), claims)).isFalse();
        assertThat(usedIds.size()).isEqualTo(1);
    }

    @Test
    void while_replay_cannot_be_checked_no_assertion_is_accepted() {
        usedIds.away(true);

        assertThatThrownBy(() -> verified(registry(false, KEY), claims())).hasMessage("the database is away");
    }

    @Test
    void only_the_named_key_is_tried() {
        ClientRegistry both = registry(false, ClientKey.es256(), KEY);
        Map<String, Object> header = KEY.header();
        assertThat(verified(both, KEY.signed(header, claims()))).isTrue();
        header.remove("kid");
        assertThat(verified(both, KEY.signed(header, claims()))).isTrue();
        header.put("kid", "other");
        assertThat(verified(both, KEY.signed(header, claims()))).isFalse();
    }

    @Test
    void a_key_for_another_purpose_verifies_nothing() {
        assertThat(verified(registryOf(withMember("use", "sig")), claims())).isTrue();
        assertThat(verified(registryOf(withMember("alg", "ES256")), claims())).isTrue();
        assertThat(verified(registryOf(withMember("use", "enc")), claims())).isFalse();
        assertThat(verified(registryOf(withMember("alg", "ES384")), claims())).isFalse();
        assertThat(verified(registryOf(withMember("key_ops", List.of("verify"))), claims()))
                .isTrue();
        assertThat(verified(registryOf(withMember("key_ops", List.of("encrypt"))), claims()))
                .isFalse();
        assertThat(verified(registryOf(withMember("key_ops", List.of())), claims()))
                .isFalse();
    }

    private static String withMember(String name, Object value) {
        return "{\"keys\":[" + KEY.publicJwk().set(name, new ObjectMapper().valueToTree(value)) + "]}";
    }

    private static Map<String, Object> claims() {
        Map<String, Object> claims = ClientKey.claims("app");
        claims.put("iat", NOW.getEpochSecond());
        claims.put("exp", NOW.getEpochSecond() + 60);
        return claims;
    }

    private boolean verified(ClientRegistry clients, Map<String, Object> claims) {
        return verified(clients, KEY.signed(KEY.header(), claims));
    }

    private boolean verified(ClientRegistry clients, String assertion) {
        FormParameters form =
                FormParameters.parse(RunningIssuer.asserting(assertion).getBytes(StandardCharsets.UTF_8));
        Assertion presented = (Assertion) PresentedCredentials.from(List.of(), form, Optional.empty());
        return verify.verify(clients, presented.assertion()).proven().isPresent();
    }

    private static ClientRegistry registry(boolean disabled, ClientKey... keys) {
        return registryOf(
                "{\"keys\":" + List.of(keys).stream().map(ClientKey::publicJwk).toList() + "}", disabled);
    }

    private static ClientRegistry registryOf(String jwks) {
        return registryOf(jwks, false);
    }

    private static ClientRegistry registryOf(String jwks, boolean disabled) {
        ClientMetadata metadata = new ClientMetadata(
                null,
                Scopes.of("a:x"),
                Sorted.set(Set.of(ClientMetadata.CLIENT_CREDENTIALS)),
                AuthenticationMethod.PRIVATE_KEY_JWT,
                jwks,
                ClientMetadata.JWT,
                Sorted.map(Map.of()),
                Sorted.map(Map.of()),
                disabled);
        return ClientRegistry.of(List.of(TestClients.client("app", metadata)));
    }
}
