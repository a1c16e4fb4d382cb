package matryoshka.gateway;

import static matryoshka.gateway.PlayedGateway.ORDERS;
import static matryoshka.gateway.PlayedGateway.header;
import static matryoshka.gateway.PlayedGateway.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import matryoshka.resource.testing.PlayedKey;
import matryoshka.resource.testing.PlayedToken;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What services on the same machine are answered. */
@SuppressWarnings("NullAway.Init") // JUnit does
class TokenApiTest {
    private static final String FOR_ORDERS = "{\"service\": \"edge\", \"audience\": \"" + ORDERS + "\"}";

    private static PlayedGateway shared;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        shared = PlayedGateway.start();
    }

    @AfterAll
    static void stop() {
        shared.close();
    }

    @Test
    void a_service_gets_the_token_for_the_next_one() throws Exception {
        PlayedGateway gateway = shared;
        String token = gateway.token();

        HttpResponse<String> answer = send(gateway.tokenRequest(token, FOR_ORDERS));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Map<String, Object> body = JSONObjectUtils.parse(answer.body());
        String next = JSONObjectUtils.getString(body, "access_token");
        assertThat(next).isEqualTo(ForwardAuthTest.embedded(token).get(0));
        assertThat(body)
                .containsEntry("issued_token_type", "urn:ietf:params:oauth:token-type:access_token")
                .containsEntry("token_type", "Bearer")
                .containsEntry("scope", "orders:place")
                .containsEntry("audience", ORDERS);
        assertThat(JSONObjectUtils.getLong(body, "expires_in")).isBetween(200L, 300L);
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"service\": \"edge\", \"audience\": \"https://nobody.example\"} | 403 | invalid_target",
                "{\"service\": \"edge\", \"audience\": \"x\\r\\nSet-Cookie: a\"} | 403 | invalid_target",
                "{\"service\": \"edge\", \"audience\": \"https://orders.example\", \"scope\": \"orders:all\"} | 403 | invalid",
                "{\"service\": \"edge\", \"url\": \"http://evil.example/\"} | 403 | invalid_target",
                "{\"service\": \"edge\", \"url\": \"%\"} | 400 | invalid_request",
                "{\"service\": \"shop\", \"audience\": \"https://orders.example\"} | 401 | invalid_token",
                "{\"service\": \"none\", \"audience\": \"x\"} | 400 | invalid_request",
                "{\"audience\": \"x\"} | 400 | invalid_request",
                "{\"service\": \"edge\"} | 400 | invalid_request",
                "{\"service\": \"edge\", \"audience\": 1} | 400 | invalid_request",
                "{\"service\": \"edge\", \"audience\": null} | 400 | invalid_request",
                "{\"service\": \"edge\", \"audience\": \"x\", \"more\": 1} | 400 | invalid_request",
                "[] | 400 | invalid_request",
                "nonsense | 400 | invalid_request"
            })
    void anything_else_is_a_clear_error(String body, int status, String error) throws Exception {
        String token = shared.token();

        HttpResponse<String> answer = send(shared.tokenRequest(token, body));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(JSONObjectUtils.getString(JSONObjectUtils.parse(answer.body()), "error"))
                .startsWith(error);
        assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
    }

    @Test
    void requests_of_pages_in_a_browser_are_refused() throws Exception {
        PlayedGateway gateway = shared;
        String token = gateway.token();
        assertThat(send(gateway.tokenRequest(token, FOR_ORDERS).setHeader("Content-Type", "text/plain"))
                        .statusCode())
                .isEqualTo(415);
        assertThat(send(gateway.tokenRequest(token, FOR_ORDERS).GET()).statusCode())
                .isEqualTo(405);
        // As after DNS rebinding.
        assertThat(RawRequest.status(
                        gateway.tokenPort(),
                        "POST /token HTTP/1.1\r\nHost: evil.example\r\n"
                                + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"))
                .isEqualTo(403);
    }

    @Test
    void where_there_is_a_secret_services_must_know_it() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "0123456789abcdef\n");
        Map<String, String> settings = Map.of("TOKEN_SECRET_FILE", secret.toString(), "TOKEN_LISTEN", "0.0.0.0:0");
        try (PlayedGateway gateway = PlayedGateway.start(settings)) {
            String token = gateway.token();
            assertThat(send(gateway.tokenRequest(token, FOR_ORDERS)).statusCode())
                    .isEqualTo(403);
            assertThat(send(gateway.tokenRequest(token, FOR_ORDERS).header(TokenApi.SECRET_HEADER, "0123456789abcdeg"))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(send(gateway.tokenRequest(token, FOR_ORDERS).header(TokenApi.SECRET_HEADER, "0123456789abcdef"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(gateway.log()).doesNotContain("0123456789abcdef");
        }
    }

    @Test
    void a_confidential_token_is_decrypted_with_the_key_of_the_service() throws Exception {
        ECKey key = PlayedKey.generate().jwk();
        Path keys = Files.writeString(folder.resolve("keys.json"), new JWKSet(key).toString(false));
        try (PlayedGateway gateway = PlayedGateway.start(Map.of("DECRYPTION_KEYS_FILE", keys.toString()))) {
            Map<String, String> publicKey = new TreeMap<>();
            key.toPublicJWK().toJSONObject().forEach((name, value) -> publicKey.put(name, String.valueOf(value)));
            PlayedToken confidential =
                    PlayedToken.of(ORDERS, "edge", "orders:place").encryptedTo(publicKey);
            String token = gateway.issuer()
                    .mint(PlayedToken.of(PlayedGateway.EDGE, "app", "edge:use").embedding(confidential));

            HttpResponse<String> answer = send(gateway.tokenRequest(token, FOR_ORDERS));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("\"scope\":\"orders:place\"");
        }
    }

    @Test
    void a_body_that_is_nested_too_deep_is_refused() throws Exception {
        String deep = "{\"audience\":" + "[".repeat(8_000);
        assertThat(send(shared.tokenRequest(shared.token(), deep)).statusCode()).isEqualTo(400);
    }

    @Test
    void a_body_that_is_too_long_is_refused() throws Exception {
        PlayedGateway gateway = shared;
        HttpResponse<String> answer =
                send(gateway.tokenRequest(gateway.token(), "{\"audience\": \"" + "x".repeat(20_000) + "\"}"));
        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void a_unix_socket_is_for_the_gateways_user_and_group() throws Exception {
        Path socket = folder.resolve("gateway.sock");
        try (PlayedGateway gateway = PlayedGateway.start(Map.of("TOKEN_LISTEN", "unix:" + socket))) {
            String token = gateway.issuer().mint(PlayedToken.of("https://shop.example", "app", "shop:see"));

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-rw----");
            assertThat(RawRequest.overSocket(
                            socket,
                            "POST /token HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\nAuthorization: Bearer "
                                    + token
                                    + "\r\nContent-Type: application/json\r\nContent-Length: "
                                    + FOR_ORDERS.length() + "\r\n\r\n" + FOR_ORDERS))
                    .startsWith("HTTP/1.1 401");
        }
    }
}
