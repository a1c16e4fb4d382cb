package matryoshka.service.clients.authentication;

import static matryoshka.service.clients.AuthenticationMethod.CLIENT_SECRET_BASIC;
import static matryoshka.service.clients.AuthenticationMethod.CLIENT_SECRET_POST;
import static matryoshka.service.clients.AuthenticationMethod.PRIVATE_KEY_JWT;
import static matryoshka.service.clients.TestClients.client;
import static matryoshka.service.clients.TestClients.metadata;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientRegistry;
import matryoshka.service.platform.oauth.PresentedCredentials;
import matryoshka.service.platform.oauth.Secret;
import org.junit.jupiter.api.Test;

class AuthenticateClientTest {
    private static final ClientRegistry REGISTRY = ClientRegistry.of(List.of(
            client("basic", "new", "old"),
            client("post", metadata(CLIENT_SECRET_POST, false), "new"),
            client("shut", metadata(CLIENT_SECRET_BASIC, true), "new"),
            client("key", metadata(PRIVATE_KEY_JWT, false), "new"),
            client("bare")));

    @Test
    void both_live_secrets_authenticate_the_client() {
        assertThat(basic("basic", "new")).isPresent().isEqualTo(REGISTRY.find("basic"));
        assertThat(basic("basic", "old")).isPresent();
    }

    @Test
    void a_wrong_or_empty_secret_does_not_authenticate() {
        assertThat(basic("basic", "older")).isEmpty();
        assertThat(basic("basic", "")).isEmpty();
        assertThat(basic("bare", "")).isEmpty();
    }

    @Test
    void an_unknown_client_is_not_authenticated() {
        assertThat(basic("unknown", "new")).isEmpty();
    }

    @Test
    void a_disabled_client_is_not_authenticated() {
        assertThat(basic("shut", "new")).isEmpty();
    }

    @Test
    void only_the_registered_method_counts() {
        assertThat(post("post", "new")).isPresent();
        assertThat(basic("post", "new")).isEmpty();
        assertThat(post("basic", "new")).isEmpty();
        assertThat(basic("key", "new")).isEmpty();
        assertThat(post("key", "new")).isEmpty();
    }

    @Test
    void a_client_id_alone_does_not_authenticate() {
        assertThat(AuthenticateClient.authenticate(REGISTRY, new PresentedCredentials.None("basic")))
                .isEmpty();
    }

    private static Optional<Client> basic(String id, String secret) {
        return AuthenticateClient.authenticate(REGISTRY, new PresentedCredentials.SecretBasic(id, Secret.of(secret)));
    }

    private static Optional<Client> post(String id, String secret) {
        return AuthenticateClient.authenticate(REGISTRY, new PresentedCredentials.SecretPost(id, Secret.of(secret)));
    }
}
