package matryoshka.service.platform.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import matryoshka.service.platform.outbound.OutboundOutcome.Answer;
import matryoshka.service.platform.outbound.OutboundOutcome.Failed;
import matryoshka.service.platform.outbound.OutboundOutcome.Reason;
import matryoshka.service.testing.PlayedProvider;
import matryoshka.service.testing.PlayedProvider.Behaviour;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboundHttpTest {
    private static final int MAX_BYTES = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private final PlayedProvider provider = PlayedProvider.start("https://provider.example");
    private final OutboundHttp http = new OutboundHttp(new OutboundPolicy(true, false));

    @BeforeEach
    void start() throws Exception {
        http.start();
    }

    @AfterEach
    void stop() throws Exception {
        http.stop();
        provider.close();
    }

    @Test
    void an_answer_comes_back_as_it_was_sent() throws Exception {
        assertThat(get(http, provider.jwksUri())).isEqualTo(new Answer(200, provider.jwks(), false));
    }

    @Test
    void a_body_is_sent() throws Exception {
        OutboundRequest post = new OutboundRequest(
                "POST",
                provider.jwksUri(),
                Map.of("Content-Type", "application/json"),
                Optional.of("{\"secret\": true}"),
                MAX_BYTES,
                PATIENCE);

        assertThat(http.send(post).get(30, TimeUnit.SECONDS)).isInstanceOf(Answer.class);
        assertThat(post.toString()).doesNotContain("secret");
    }

    @Test
    void a_redirect_is_not_followed() throws Exception {
        provider.behave(Behaviour.REDIRECT);

        assertThat(get(http, provider.jwksUri()))
                .isInstanceOfSatisfying(
                        Answer.class, answer -> assertThat(answer.status()).isEqualTo(302));
        assertThat(provider.requestsElsewhere()).isZero();
    }

    @Test
    void an_endless_body_is_not_read_to_its_end() throws Exception {
        provider.behave(Behaviour.HUGE);

        assertThat(get(http, provider.jwksUri())).isEqualTo(new Failed(Reason.TOO_LARGE));
        assertThat(provider.bytesSent()).isLessThan(64L * 1024 * 1024);
    }

    @Test
    void a_slow_or_silent_server_is_given_up_in_time() throws Exception {
        for (Behaviour slow : List.of(Behaviour.DRIP, Behaviour.HANG)) {
            provider.behave(slow);
            long start = System.nanoTime();

            assertThat(get(http, provider.jwksUri())).isEqualTo(new Failed(Reason.TOO_SLOW));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE.multipliedBy(10));
        }
    }

    @Test
    void an_absent_server_is_unreachable() throws Exception {
        URI address = provider.jwksUri();
        provider.close();

        assertThat(get(http, address)).isEqualTo(new Failed(Reason.UNREACHABLE));
    }

    @Test
    void a_server_without_tls_gets_no_request() throws Exception {
        URI address = URI.create(provider.jwksUri().toString().replace("http:", "https:"));

        assertThat(get(http, address)).isInstanceOf(Failed.class);
        assertThat(provider.requests()).isZero();
    }

    @Test
    void nothing_is_sent_to_a_forbidden_url() throws Exception {
        OutboundHttp strict = new OutboundHttp(new OutboundPolicy(false, true));
        strict.start();

        assertThat(get(strict, provider.jwksUri())).isEqualTo(new Failed(Reason.FORBIDDEN_ADDRESS));
        assertThat(provider.requests()).isZero();
        strict.stop();
    }

    @Test
    void the_checked_address_is_the_one_connected_to() throws Exception {
        // A second look-up after the check would find an address without a server, and so would the machine's resolver.
        AtomicInteger looks = new AtomicInteger();
        SocketAddressResolver rebinding = (host, port, context, found) -> found.succeeded(List.of(
                new InetSocketAddress(address(looks.getAndIncrement() == 0 ? "127.0.0.1" : "192.0.2.1"), port)));
        OutboundHttp bound = new OutboundHttp(new OutboundPolicy(true, false), rebinding);
        bound.start();
        URI url = URI.create("http://rebound.localhost:" + provider.jwksUri().getPort() + "/jwks");

        assertThat(get(bound, url)).isInstanceOf(Answer.class);
        assertThat(looks).hasValue(1);
        bound.stop();
    }

    @Test
    void a_name_that_now_resolves_to_an_internal_address_is_refused() throws Exception {
        SocketAddressResolver inside = (host, port, context, found) ->
                found.succeeded(List.of(new InetSocketAddress(address("127.0.0.1"), port)));
        OutboundHttp strict = new OutboundHttp(new OutboundPolicy(false, false), inside);
        strict.start();
        URI url = URI.create("https://rebound.example:" + provider.jwksUri().getPort() + "/jwks");

        assertThat(get(strict, url)).isEqualTo(new Failed(Reason.FORBIDDEN_ADDRESS));
        strict.stop();
    }

    @Test
    void a_name_with_any_internal_address_is_refused() throws Exception {
        SocketAddressResolver both = (host, port, context, found) -> found.succeeded(
                List.of(new InetSocketAddress(address("8.8.8.8"), port), new InetSocketAddress(address("::1"), port)));
        OutboundHttp strict = new OutboundHttp(new OutboundPolicy(false, false), both);
        strict.start();

        assertThat(get(strict, URI.create("https://both.example/"))).isEqualTo(new Failed(Reason.FORBIDDEN_ADDRESS));
        strict.stop();
    }

    @Test
    void a_stopped_client_returns_a_value_too() throws Exception {
        http.stop();

        assertThat(get(http, provider.jwksUri())).isInstanceOf(Failed.class);
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static OutboundOutcome get(OutboundHttp http, URI uri) throws Exception {
        return http.send(OutboundRequest.get(uri, "application/json", MAX_BYTES, PATIENCE))
                .get(30, TimeUnit.SECONDS);
    }
}
