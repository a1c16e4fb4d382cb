package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The metadata is true. */
@ExtendWith(SharedIssuer.class)
class MetadataTest {
    @Test
    void the_metadata_has_one_list_of_algorithms(RunningIssuer issuer) throws Exception {
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
    void certificate_methods_are_listed_only_where_certificates_can_arrive(RunningIssuer issuer) throws Exception {
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
