package matryoshka.gateway;

import static matryoshka.gateway.PlayedGateway.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What peers can hold of the gateway. */
class GatewayBoundsTest {
    private static final int SLOW_PEERS = 100;

    @Test
    void peers_that_never_finish_hold_no_threads() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try (PlayedGateway gateway = PlayedGateway.start(Map.of("MAX_THREADS", "8"))) {
            for (int i = 0; i < SLOW_PEERS; i++) {
                slow.add(begun(gateway.port(), "GET /forward-auth HTTP/1.1\r\nHost: a\r\nX-A"));
                slow.add(begun(
                        gateway.tokenPort(),
                        "POST /token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "Content-Length: 100\r\n\r\n{"));
            }

            String token = gateway.token();
            assertThat(send(gateway.forwardAuth("service=edge", token)).statusCode())
                    .isEqualTo(200);
            assertThat(send(gateway.tokenRequest(
                                    token, "{\"service\": \"edge\", \"audience\": \"" + PlayedGateway.ORDERS + "\"}"))
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    @SuppressWarnings("try") // Two are closed early.
    void connections_over_the_limit_wait_until_others_end() throws Exception {
        try (PlayedGateway gateway = PlayedGateway.start(Map.of("MAX_CONNECTIONS", "2"));
                Socket first = begun(gateway.port(), "GET /live HTTP/1.1\r\n");
                Socket second = begun(gateway.port(), "GET /live HTTP/1.1\r\n");
                Socket third = begun(gateway.port(), "GET /live HTTP/1.1\r\nHost: a\r\n\r\n")) {
            third.setSoTimeout(500);
            assertThatThrownBy(() -> third.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            first.close();
            second.close();

            third.setSoTimeout(20_000);
            assertThat(third.getInputStream().read()).isEqualTo('H');
        }
    }

    private static Socket begun(int port, String beginning) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write(beginning.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** Many requests can wait for one exchange. */
    @Test
    void a_slow_issuer_leaves_threads_for_tokens_that_are_embedded() throws Exception {
        Map<String, String> settings =
                Map.of("MAX_THREADS", "8", "CLIENT_ID", "edge", "CLIENT_SECRET", "hush", "TIMEOUT", "PT20S");
        CountDownLatch end = new CountDownLatch(1);
        try (PlayedGateway gateway = PlayedGateway.start(settings)) {
            gateway.issuer().exchange().refuse(form -> {
                await(end);
                return Optional.empty();
            });
            String token = gateway.token();
            List<CompletableFuture<HttpResponse<String>>> waiting = Stream.generate(
                            () -> gateway.forwardAuth("service=edge&upstream=" + PlayedGateway.STOCK, token))
                    .limit(30)
                    .map(PlayedGateway::sendLater)
                    .toList();
            // Those for which there is no room are refused at once.
            CompletableFuture.anyOf(waiting.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);

            HttpResponse<String> embedded =
                    send(gateway.forwardAuth("service=edge&upstream=" + PlayedGateway.ORDERS, token));
            boolean areSomeWaiting = waiting.stream().anyMatch(one -> !one.isDone());
            end.countDown();

            assertThat(embedded.statusCode()).isEqualTo(200);
            assertThat(areSomeWaiting).isTrue();
            assertThat(waiting).extracting(one -> one.join().statusCode()).contains(503);
        } finally {
            end.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void what_is_no_http_is_refused_without_a_stack_trace() throws Exception {
        try (PlayedGateway gateway = PlayedGateway.start()) {
            assertThat(RawRequest.status(gateway.port(), "GET /\u0000 HTTP/1.1\r\n\r\n"))
                    .isEqualTo(400);
            assertThat(
                            RawRequest.status(
                                    gateway.port(),
                                    "GET /forward-auth HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer eyJhdXNoaXNo\u0001\r\n\r\n"))
                    .isEqualTo(400);
            assertThat(gateway.log()).doesNotContain("Exception", "\tat ", "eyJ");
        }
    }

    @Test
    void lines_of_refusals_are_bounded() throws Exception {
        try (PlayedGateway gateway = PlayedGateway.start()) {
            for (int i = 0; i < 2 * AuditLines.MAX_REFUSALS; i++) {
                send(gateway.forwardAuth("service=edge", "x"));
            }
            // A window can end meanwhile.
            assertThat(gateway.log().lines().filter(line -> line.contains("refused service=edge")))
                    .hasSizeBetween(AuditLines.MAX_REFUSALS, 2 * AuditLines.MAX_REFUSALS - 1);
        }
    }
}
