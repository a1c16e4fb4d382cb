package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an issuer tells of itself is so. */
@ExtendWith(SharedIssuer.class)
class MetadataTest {
    @Test
    void one_list_tells_how_clients_may_sign(RunningIssuer issuer) throws Exception {
        JsonNode metadata = json(Answers.send(issuer.to("/.well-known/oauth-authorization-server")));

        for (String list : new String[] {
            "token_endpoint_auth_signing_alg_values_supported",
            "revocation_endpoint_auth_signing_alg_values_supported",
            "introspection_endpoint_auth_signing_alg_values_supported",
            "dpop_signing_alg_values_supported"
        }) {
            assertThat(metadata.get(list))
                    .as(list)
                    .extracting(JsonNode::textValue)
                    .containsExactlyInAnyOrder("ES256", "ES384", "Ed25519", "EdDSA", "PS256", "RS256");
        }
    }

    @Test
    void where_no_certificate_can_arrive_none_is_offered_to_authenticate_by(RunningIssuer issuer) throws Exception {
        JsonNode metadata = json(Answers.send(issuer.to("/.well-known/oauth-authorization-server")));

        for (String endpoint : new String[] {"token", "revocation", "introspection"}) {
            assertThat(metadata.get(endpoint + "_endpoint_auth_methods_supported"))
                    .extracting(JsonNode::textValue)
                    .containsExactlyInAnyOrder("client_secret_basic", "client_secret_post", "private_key_jwt");
        }
        assertThat(metadata.path("tls_client_certificate_bound_access_tokens").asBoolean())
                .isFalse();
    }
}
