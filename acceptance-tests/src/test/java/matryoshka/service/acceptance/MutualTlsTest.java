package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.ClientCertificate;
import matryoshka.service.testing.PostgresExtension;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.Soon;
import matryoshka.service.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Clients that authenticate with certificates (RFC 8705): one issuer gets them from TLS, another from a proxy. */
@ExtendWith(PostgresExtension.class)
class MutualTlsTest {
    @TempDir
    static Path folder;

    private static ClientCertificate server;
    private static ClientCertificate known;
    private static ClientCertificate other;
    private static ClientCertificate forged;
    private static RunningIssuer plain;
    private static RunningIssuer tls;

    @BeforeAll
    static void start(TestDatabase database) throws Exception {
        server = ClientCertificate.of(folder, "CN=localhost", "dns:localhost");
        ClientCertificate authority = ClientCertificate.authority(folder, "CN=Shop");
        known = authority.signs(folder, "CN=Batch,O=Shop", "dns:batch.example,uri:spiffe://shop/batch");
        other = ClientCertificate.authority(folder, "CN=Other,O=Shop");
        forged = other.signs(folder, "CN=Batch,O=Shop", "dns:batch.example,uri:spiffe://shop/batch");
        // As a reverse proxy on this machine sends requests.
        plain = RunningIssuer.start(
                database,
                folder.resolve("plain"),
                Map.of(
                        "clientCertificates.proxyHeader", "Client-Cert",
                        "clientCertificates.trustedProxies", "127.0.0.1,::1"));
        tls = RunningIssuer.start(
                database,
                folder.resolve("plain"),
                Map.of(
                        "server.applicationConnectors[0].type",
                        "https",
                        "server.applicationConnectors[0].keyStorePath",
                        server.file().toString(),
                        "server.applicationConnectors[0].keyStorePassword",
                        ClientCertificate.PASSWORD,
                        "server.applicationConnectors[0].keyStoreType",
                        "PKCS12",
                        "server.applicationConnectors[0].trustStorePath",
                        ClientCertificate.trusting(folder, authority, other).toString(),
                        "server.applicationConnectors[0].trustStorePassword",
                        ClientCertificate.PASSWORD,
                        "server.applicationConnectors[0].trustStoreType",
                        "PKCS12",
                        "server.applicationConnectors[0].wantClientAuth",
                        "true"));
        plain.publish("services: {a: {scopes: {'a:x': ''}}}");
        register("by-dn", "tls_client_auth_subject_dn", "cn=batch, o=shop");
        register("by-dns", "tls_client_auth_san_dns", "Batch.example");
        register("by-uri", "tls_client_auth_san_uri", "spiffe://shop/batch");
        register("by-other-name", "tls_client_auth_subject_dn", "cn=other, o=shop");
        registerSelfSigned("by-key", known);
        registerSelfSigned("self-signed", other);
        Soon.holds(() -> overTls(known, "by-key").statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        tls.close();
        plain.close();
    }

    @Test
    void a_certificate_in_the_connection_authenticates_and_binds_the_token() throws Exception {
        for (String client : new String[] {"by-dn", "by-dns", "by-uri", "by-key"}) {
            HttpResponse<String> answer = overTls(known, client);

            assertThat(answer.statusCode()).as(client + answer.body()).isEqualTo(200);
            assertThat(json(answer).get("token_type").textValue()).isEqualTo("Bearer");
            OutsideToken outer =
                    OutsideToken.verified(json(answer).get("access_token").textValue(), "a", "ES256", plain.jwks());
            assertThat(outer.claim("cnf").toString()).isEqualTo("{\"x5t#S256\":\"" + known.thumbprint() + "\"}");
            assertThat(outer.claim("client_id").textValue()).isEqualTo(client);
        }
    }

    @Test
    void the_certificate_of_another_client_is_refused() throws Exception {
        for (String client : new String[] {"by-dn", "by-dns", "by-uri", "by-key", "nobody"}) {
            assertOAuthError(overTls(other, client), 401, "invalid_client");
        }
    }

    /** TLS accepts the certificate, as it must; nobody has checked the names in it. */
    @Test
    void the_names_in_a_self_signed_certificate_are_not_trusted() throws Exception {
        assertOAuthError(overTls(other, "by-other-name"), 401, "invalid_client");
    }

    /** TLS accepts the certificate, as it must. */
    @Test
    void a_self_signed_certificate_issues_no_other() throws Exception {
        assertThat(overTls(other, "self-signed").statusCode()).isEqualTo(200);

        for (String client : new String[] {"by-dn", "by-dns", "by-uri", "by-key", "self-signed"}) {
            assertOAuthError(overTls(forged, client), 401, "invalid_client");
        }
    }

    @Test
    void the_metadata_lists_the_certificate_methods() throws Exception {
        String path = "/.well-known/oauth-authorization-server";
        String overTls = known.httpClient(ClientCertificate.trusting(folder, server))
                .send(HttpRequest.newBuilder(endpoint().resolve(path)).build(), BodyHandlers.ofString())
                .body();

        for (String document :
                new String[] {overTls, Answers.send(plain.to(path)).body()}) {
            assertThat(document).contains("\"tls_client_auth\"", "\"self_signed_tls_client_auth\"");
        }
    }

    @Test
    void without_a_certificate_authentication_fails() throws Exception {
        assertOAuthError(told("Client-Cert", ""), 401, "invalid_client");
        assertOAuthError(told("X-Other", header(known)), 401, "invalid_client");
    }

    @Test
    void a_trusted_proxy_is_believed() throws Exception {
        HttpResponse<String> answer = told("Client-Cert", header(known));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertOAuthError(told("Client-Cert", header(other)), 401, "invalid_client");
    }

    @Test
    void a_proxy_may_send_pem_as_nginx_does() throws Exception {
        String pem = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(known.certificate().getEncoded())
                + "\n-----END CERTIFICATE-----\n";

        assertThat(told(
                                "Client-Cert",
                                URLEncoder.encode(pem, StandardCharsets.UTF_8).replace("+", "%20"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_malformed_certificate_is_refused() throws Exception {
        for (String value : new String[] {":", "::", ":AAAA:", ":!:", "%ZZ", "-----BEGIN CERTIFICATE-----", "x"}) {
            assertOAuthError(told("Client-Cert", value), 401, "invalid_client");
        }
        HttpResponse<String> twice = Answers.send(request(plain.to("/oauth2/token"), "by-key")
                .header("Client-Cert", header(known))
                .header("Client-Cert", header(known)));
        assertOAuthError(twice, 401, "invalid_client");
    }

    @Test
    void the_header_of_an_untrusted_proxy_is_ignored() throws Exception {
        HttpClient withOther = other.httpClient(ClientCertificate.trusting(folder, server));

        HttpResponse<String> answer = withOther.send(
                request(HttpRequest.newBuilder(endpoint()), "by-key")
                        .header("Client-Cert", header(known))
                        .build(),
                BodyHandlers.ofString());

        assertOAuthError(answer, 401, "invalid_client");
    }

    @Test
    void a_client_with_a_secret_can_have_bound_tokens_too() throws Exception {
        String secret = plain.register(new ObjectMapper()
                .createObjectNode()
                .put("client_id", "secret-and-certificate")
                .put("scope", "a:x")
                .put("tls_client_certificate_bound_access_tokens", true));

        assertOAuthError(plain.token("secret-and-certificate", secret, ""), 400, "invalid_request");
        HttpResponse<String> answer = Answers.send(plain.to("/oauth2/token")
                .header("Authorization", RunningIssuer.basic("secret-and-certificate", secret))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Client-Cert", header(other))
                .POST(BodyPublishers.ofString("grant_type=client_credentials")));
        OutsideToken outer =
                OutsideToken.verified(json(answer).get("access_token").textValue(), "a", "ES256", plain.jwks());
        assertThat(outer.claim("cnf").get("x5t#S256").textValue()).isEqualTo(other.thumbprint());
    }

    private static void register(String client, String member, String name) throws Exception {
        plain.register(metadata(client, "tls_client_auth").put(member, name));
    }

    private static void registerSelfSigned(String client, ClientCertificate certificate) throws Exception {
        ObjectNode metadata = metadata(client, "self_signed_tls_client_auth");
        metadata.putObject("jwks")
                .putArray("keys")
                .add(new ObjectMapper()
                        .readTree(new ECKey.Builder(Curve.P_256, (ECPublicKey)
                                        certificate.certificate().getPublicKey())
                                .x509CertChain(List.of(com.nimbusds.jose.util.Base64.encode(
                                        certificate.certificate().getEncoded())))
                                .build()
                                .toJSONString()));
        plain.register(metadata);
    }

    private static ObjectNode metadata(String client, String method) {
        return new ObjectMapper()
                .createObjectNode()
                .put("client_id", client)
                .put("scope", "a:x")
                .put("token_endpoint_auth_method", method);
    }

    private static HttpResponse<String> overTls(ClientCertificate certificate, String client) throws Exception {
        return certificate
                .httpClient(ClientCertificate.trusting(folder, server))
                .send(request(HttpRequest.newBuilder(endpoint()), client).build(), BodyHandlers.ofString());
    }

    private static URI endpoint() {
        return URI.create("https://localhost:" + tls.port() + "/oauth2/token");
    }

    private static HttpResponse<String> told(String header, String value) throws Exception {
        return Answers.send(request(plain.to("/oauth2/token"), "by-key").header(header, value));
    }

    private static HttpRequest.Builder request(HttpRequest.Builder request, String client) {
        return request.header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id=" + client));
    }

    private static String header(ClientCertificate certificate) throws Exception {
        return ":"
                + Base64.getEncoder().encodeToString(certificate.certificate().getEncoded()) + ":";
    }
}
