package matryoshka.service.clients.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.stream.Stream;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.TestClients;
import matryoshka.service.platform.oauth.Secret;
import org.junit.jupiter.api.Test;

class ClientSecretsTest {
    private final SecureRandom random = new SecureRandom();

    @Test
    void a_secret_is_marked_and_256_bits_long() {
        assertThat(new ClientSecrets(random).generate().reveal()).matches("mtk_[A-Za-z0-9_-]{43}");
    }

    @Test
    void no_two_secrets_are_the_same() {
        ClientSecrets secrets = new ClientSecrets(random);
        assertThat(Stream.generate(secrets::generate).limit(100).map(Secret::reveal))
                .doesNotHaveDuplicates();
    }

    @Test
    void neither_a_client_nor_an_outcome_prints_a_secret() {
        Client client = TestClients.client("web-shop", "hush");
        assertThat(new ClientOutcome.Done(client, Secret.of("hush")).toString())
                .contains("web-shop", "[hash]", "[secret]")
                .doesNotContain("hush");
    }

    @Test
    void a_generated_id_is_a_name() {
        assertThat(new GeneratedIds(random).next()).matches("client-[0-9a-f]{16}");
    }
}
