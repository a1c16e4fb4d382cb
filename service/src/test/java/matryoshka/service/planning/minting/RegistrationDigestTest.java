package matryoshka.service.planning.minting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import matryoshka.graph.ClaimValues;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sorted;
import matryoshka.service.clients.AuthenticationMethod;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientMetadata;
import org.junit.jupiter.api.Test;

class RegistrationDigestTest {

    /** The digests are stored: another form would make every registration look changed. */
    @Test
    void the_digest_of_a_registration_is_the_same_in_every_release() {
        ClientMetadata metadata = new ClientMetadata(
                null,
                Scopes.of("orders:read", "orders:place"),
                Sorted.set(Set.of(ClientMetadata.CLIENT_CREDENTIALS)),
                AuthenticationMethod.CLIENT_SECRET_BASIC,
                null,
                ClientMetadata.JWT,
                ClaimValues.immutable(Map.of("tier", "gold", "list", List.of("a", 1L))),
                Sorted.map(Map.of()),
                false);
        assertThat(RegistrationDigest.of(new Client("web", metadata, List.of(), Instant.EPOCH, 1))
                        .hex())
                .isEqualTo("fd5461c9042eae57bd3c3e0fb0987f226954cb3f5afa1ae483f60cebed509ca5");
    }
}
