package matryoshka.service.clients.registration;

import static matryoshka.service.clients.TestClients.client;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import matryoshka.graph.Violation;
import matryoshka.service.clients.CertificateName;
import matryoshka.service.clients.CertificateName.Kind;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientMetadata;
import matryoshka.service.clients.Possession;
import matryoshka.service.platform.json.DocumentFormat;
import matryoshka.service.platform.json.DocumentSyntaxException;
import matryoshka.service.platform.outbound.OutboundPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientMetadataReaderTest {
    private static final OutboundPolicy STRICT = new OutboundPolicy(false, false);

    @Test
    void keys_are_registered_or_published_and_not_both() throws Exception {
        String published = "{'token_endpoint_auth_method': 'private_key_jwt', 'jwks_uri': 'https://batch.example/jwks'";

        assertThat(read(published + "}").violations()).isEmpty();
        assertThat(read(published + "}").metadata().jwksUri()).isEqualTo(URI.create("https://batch.example/jwks"));
        assertThat(read(published + ", 'jwks': {'keys': [" + rsa(2048) + "]}}").violations())
                .extracting(violation -> violation.pointer() + " " + violation.rule())
                .containsExactly("/jwks_uri keys");
    }

    @Test
    void an_empty_registration_gets_the_defaults() throws Exception {
        assertThat(read("{}")).isEqualTo(new Registration(null, ClientMetadata.DEFAULT, List.of()));
    }

    @Test
    void written_metadata_reads_back_the_same() throws Exception {
        Client client = client("web-shop", "hush");
        ObjectNode written = ClientJson.client(client).without("client_id_issued_at");
        Registration read = ClientMetadataReader.read(written, STRICT);
        assertThat(read.violations()).isEmpty();
        assertThat(read.clientId()).isEqualTo("web-shop");
        assertThat(read.metadata()).isEqualTo(client.metadata());
    }

    @Test
    void numbers_read_back_the_same_however_the_database_writes_them() throws Exception {
        ClientMetadata metadata =
                read("{'claims': {'a': 1e80, 'b': -12.50, 'c': 1e-80}}").metadata();
        String stored = "{\"a\": 1" + "0".repeat(80) + ", \"b\": -12.50, \"c\": 0." + "0".repeat(79) + "1}";
        assertThat(StoredJson.object(stored)).isEqualTo(metadata.claims());
    }

    @Test
    void scopes_are_a_sorted_set() throws Exception {
        assertThat(read("{'scope': 'b a b'}").metadata().scopes()).containsExactly("a", "b");
        assertThat(read("{'scope': ''}").metadata().scopes()).isEmpty();
    }

    @Test
    void all_violations_are_reported_at_once() throws Exception {
        assertThat(read("""
                {'client_id': '-x', 'client_name': 3, 'scope': 'a  b', 'grant_types': ['password'],
                 'token_endpoint_auth_method': 'none', 'token_format': 'other', 'jwks_uri': 'https://a.example',
                 'claims': {'sub': 1, 'act': {}}, 'properties': [], 'disabled': 'no'}
                """).violations())
                .extracting(violation -> violation.pointer() + " " + violation.rule())
                .containsExactlyInAnyOrder(
                        "/client_id name",
                        "/client_name wrong-type",
                        "/scope scope",
                        "/grant_types grant-type",
                        "/token_endpoint_auth_method authentication-method",
                        "/token_format token-format",
                        "/jwks_uri keys",
                        "/claims/sub reserved-claim",
                        "/claims/act reserved-claim",
                        "/properties wrong-type",
                        "/disabled wrong-type");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                                   |          | wrong-type",
                "{'client_id': 'matryoshka'}                          | /client_id | reserved",
                "{'client_id': ''}                                    | /client_id | name",
                "{'client_id': 'a\\u0000b'}                           | /client_id | text",
                "{'client_secret': 'mine'}                            | /client_secret | unknown-member",
                "{'scope': ['a']}                                     | /scope   | wrong-type",
                "{'scope': ' a'}                                      | /scope   | scope",
                "{'scope': 'naïve'}                                   | /scope   | scope",
                "{'grant_types': 'client_credentials'}                | /grant_types | wrong-type",
                "{'token_format': 'paper'}                            | /token_format | token-format",
                "{'token_endpoint_auth_method': 'private_key_jwt'}    | /jwks    | required",
                "{'jwks': {}}                                         | /jwks/keys | required",
                "{'token_endpoint_auth_method': 'private_key_jwt', 'jwks_uri': 'http://a.example'}      | /jwks_uri | jwks-uri",
                "{'token_endpoint_auth_method': 'private_key_jwt', 'jwks_uri': 'https://127.0.0.1/jwks'} | /jwks_uri | jwks-uri",
                "{'token_endpoint_auth_method': 'private_key_jwt', 'jwks_uri': 'not a url'}             | /jwks_uri | jwks-uri",
                "{'token_endpoint_auth_method': 'private_key_jwt', 'jwks_uri': 7}                       | /jwks_uri | wrong-type",
                "{'jwks_uri': 'https://a.example'}                    | /jwks_uri | keys",
                "{'jwks': {'keys': []}}                               | /jwks/keys | key",
                "{'jwks': {'keys': {}}}                               | /jwks/keys | key",
                "{'jwks': {'keys': ['x']}}                            | /jwks/keys/0 | key",
                "{'jwks': {'keys': [{'kty': 'OKP', 'key_ops': []}]}}  | /jwks/keys/0/key_ops | empty",
                "{'jwks': {'keys': [{'kty': 'EC'}]}}                  | /jwks/keys/0 | key",
                "{'jwks': {'keys': [{'kty': 7, 'n': []}]}}            | /jwks/keys/0 | key",
                "{'jwks': {'keys': [{'kty': 'oct', 'k': 'AAAA'}]}}    | /jwks/keys/0/k | private-key",
                "{'token_endpoint_auth_method': 'self_signed_tls_client_auth'} | /jwks | required",
                "{'token_endpoint_auth_method': 'tls_client_auth'}    | /tls_client_auth_subject_dn | certificate-name",
                "{'tls_client_auth_san_dns': 'a.example'}             | /tls_client_auth_san_dns | certificate-name",
                "{'token_endpoint_auth_method': 'tls_client_auth', 'tls_client_auth_subject_dn': 'a'} | /tls_client_auth_subject_dn | certificate-name",
                "{'token_endpoint_auth_method': 'tls_client_auth', 'tls_client_auth_san_uri': ''} | /tls_client_auth_san_uri | certificate-name",
                "{'dpop_bound_access_tokens': 'yes'}                  | /dpop_bound_access_tokens | wrong-type",
                "{'claims': {'a': [null]}}                            | /claims/a/0 | wrong-type",
                "{'claims': {'a': '\\uD800'}}                         | /claims/a | text",
                "{'properties': {'\\u0000': 1}}                       | /properties | text",
            })
    void a_violation_has_its_pointer(String body, @Nullable String pointer, String rule) throws Exception {
        assertThat(read(body.strip()).violations())
                .singleElement()
                .extracting(Violation::pointer, Violation::rule)
                .containsExactly(pointer == null ? "" : pointer, rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_name", "claims", "properties"})
    void what_is_too_large_is_refused(String member) throws Exception {
        String value =
                member.equals("client_name") ? "'" + "x".repeat(201) + "'" : "{'a': '" + "x".repeat(2_050) + "'}";
        assertThat(read("{'" + member + "': " + value + "}").violations())
                .extracting(Violation::rule)
                .containsExactly("too-large");
    }

    @Test
    void public_keys_are_accepted_and_private_ones_refused() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        Registration kept = read(withKey(key.toPublicJWK().toJSONString()));
        assertThat(kept.violations()).isEmpty();
        assertThat(kept.metadata().jwks()).contains("\"kid\":\"k1\"");
        Registration refused = read(withKey(key.toJSONString()));
        assertThat(refused.metadata().jwks()).isNull();
        assertThat(refused.violations())
                .singleElement()
                .extracting(Violation::pointer, Violation::rule)
                .containsExactly("/jwks/keys/0/d", "private-key");
        assertThat(refused.toString()).doesNotContain(key.getD().toString());
    }

    @Test
    void a_weak_rsa_key_is_refused() throws Exception {
        assertThat(read(withKey(rsa(1024))).violations())
                .extracting(Violation::rule)
                .containsExactly("key");
        assertThat(read(withKey(rsa(2048))).violations()).isEmpty();
    }

    @Test
    void an_unknown_scope_is_a_violation() throws Exception {
        assertThat(read("{'scope': 'a b c'}").violations("b"::equals))
                .extracting(Violation::rule)
                .containsExactly("unknown-scope", "unknown-scope");
    }

    @Test
    void a_certificate_has_one_name() throws Exception {
        String one = "{'token_endpoint_auth_method': 'tls_client_auth', 'tls_client_auth_san_dns': 'a.example'";

        assertThat(read(one + "}").metadata().possession())
                .isEqualTo(new Possession(new CertificateName(Kind.SAN_DNS, "a.example"), false, true));
        assertThat(read(one + ", 'tls_client_auth_subject_dn': 'CN=a'}").violations())
                .extracting(Violation::rule)
                .containsExactly("certificate-name");
        assertThat(read(one.replace("a.example", "a".repeat(1_001)) + "}").violations())
                .extracting(Violation::rule)
                .containsExactly("too-large");
    }

    @Test
    void tokens_are_bound_to_the_certificate_that_authenticates_by_default() throws Exception {
        String bound = "'tls_client_certificate_bound_access_tokens': ";
        String byCertificate = "'token_endpoint_auth_method': 'tls_client_auth', 'tls_client_auth_san_dns': 'a'";

        assertThat(read("{}").metadata().possession()).isEqualTo(Possession.NONE);
        assertThat(read("{" + bound + "true}").metadata().possession().certificateBound())
                .isTrue();
        assertThat(read("{" + byCertificate + ", " + bound + "false}")
                        .metadata()
                        .possession()
                        .certificateBound())
                .isFalse();
    }

    private static String rsa(int bits) throws JOSEException {
        return new RSAKeyGenerator(bits, true).generate().toPublicJWK().toJSONString();
    }

    private static String withKey(String key) {
        return "{'token_endpoint_auth_method': 'private_key_jwt', 'jwks': {'keys': [" + key + "]}}";
    }

    private static Registration read(String body) throws DocumentSyntaxException {
        JsonNode json = DocumentFormat.JSON.parse(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        return ClientMetadataReader.read(json, STRICT);
    }
}
