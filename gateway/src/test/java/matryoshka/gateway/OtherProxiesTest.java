package matryoshka.gateway;

import static matryoshka.gateway.PlayedGateway.ORDERS;
import static matryoshka.gateway.PlayedGateway.header;
import static matryoshka.gateway.PlayedGateway.send;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpRequest;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import matryoshka.resource.testing.PlayedKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gateways for proxies that describe requests, or say what they want, in another way. */
class OtherProxiesTest {
    @Test
    void a_proxy_that_is_not_trusted_is_refused() throws Exception {
        try (PlayedGateway gateway = PlayedGateway.start(Map.of("TRUSTED_PROXIES", "10.0.0.0/8 ::1"))) {
            assertThat(send(gateway.forwardAuth("service=edge", gateway.token()))
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void a_proxy_can_connect_by_a_unix_socket_that_others_cannot_open(@TempDir Path folder) throws Exception {
        Path socket = folder.resolve("proxies.sock");
        try (PlayedGateway gateway = PlayedGateway.start(Map.of("LISTEN", "unix:" + socket))) {
            String request = "GET /forward-auth?service=edge HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n"
                    + "Authorization: Bearer " + gateway.token() + "\r\n\r\n";

            assertThat(RawRequest.overSocket(socket, request)).startsWith("HTTP/1.1 200");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-rw----");
        }
        // It was ended in order; one that was killed leaves it behind, which is no obstacle.
        try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(socket));
        }
        PlayedGateway.start(Map.of("LISTEN", "unix:" + socket)).close();
    }

    @Test
    void directions_in_headers_must_be_complete_and_single() throws Exception {
        try (PlayedGateway gateway = PlayedGateway.start(Map.of("DIRECTIONS", "headers"))) {
            String token = gateway.token();
            HttpRequest.Builder none = gateway.forwardAuth("", token).header(Direction.SERVICE_HEADER, "edge");
            assertThat(send(none).statusCode()).isEqualTo(400);

            assertThat(header(send(none.copy().header(Direction.UPSTREAM_HEADER, "-")), "Authorization"))
                    .isEqualTo("Bearer " + token);
            HttpRequest.Builder named = none.copy().header(Direction.UPSTREAM_HEADER, ORDERS);
            assertThat(header(send(named), "Authorization"))
                    .isEqualTo("Bearer " + ForwardAuthTest.embedded(token).get(0));
            assertThat(send(named.copy().header(Direction.UPSTREAM_HEADER, "-")).statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void envoy_sends_the_request_itself_below_the_prefix() throws Exception {
        Map<String, String> settings = Map.of("DIRECTIONS", "headers", "FORWARDED", "envoy");
        try (PlayedGateway gateway = PlayedGateway.start(settings)) {
            PlayedKey key = PlayedKey.generate();
            String token = gateway.issuer().mint(PlayedGateway.tree().boundToKey(key.thumbprint()));
            String url = "http://127.0.0.1:" + gateway.port();
            String proof = key.proof("GET", url + "/orders/a%2Fb", token, Instant.now());

            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create(url + "/forward-auth/orders/a%2Fb?service=shop"))
                    .header("Authorization", "DPoP " + token)
                    .header("DPoP", proof)
                    .header("X-Forwarded-Proto", "http")
                    .header(Direction.SERVICE_HEADER, "edge")
                    .header(Direction.UPSTREAM_HEADER, ORDERS);

            assertThat(header(send(request), "Authorization")).startsWith("Bearer ");
        }
    }

    @Test
    void ingress_nginx_sends_the_original_url() throws Exception {
        try (PlayedGateway gateway = PlayedGateway.start(Map.of("FORWARDED", "x-original"))) {
            PlayedKey key = PlayedKey.generate();
            String token = gateway.issuer().mint(PlayedGateway.tree().boundToKey(key.thumbprint()));
            String proof = key.proof("PUT", "https://shop.example/x", token, Instant.now());
            HttpRequest.Builder request = gateway.forwardAuth("service=edge", token)
                    .setHeader("Authorization", "DPoP " + token)
                    .header("DPoP", proof)
                    .header("X-Original-Method", "PUT")
                    .header("X-Original-URL", "https://shop.example/x?y");

            assertThat(send(request).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void without_the_issuers_keys_it_is_not_ready_and_asks_clients_to_come_back() throws Exception {
        try (PlayedGateway gateway = PlayedGateway.start(Map.of("ISSUER_ADDRESS", "http://127.0.0.1:9"))) {
            var answer = send(gateway.forwardAuth("service=edge", gateway.token()));

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(header(answer, "Retry-After")).isNotEmpty();
            assertThat(send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + "/ready")))
                            .statusCode())
                    .isEqualTo(503);
        }
    }
}
