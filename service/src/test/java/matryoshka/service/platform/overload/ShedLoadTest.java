package matryoshka.service.platform.overload;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import matryoshka.service.testing.Soon;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One request runs, one waits. */
class ShedLoadTest {
    private static final OverloadLimits LIMITS = new OverloadLimits(1, 1, Duration.ofMinutes(1), Duration.ZERO);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Semaphore answers = new Semaphore(0);
    private final MetricRegistry metrics = new MetricRegistry();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    @BeforeEach
    void start() throws Exception {
        server.addConnector(connector);
        server.setHandler(new ShedLoad(
                new Handler.Abstract() {
                    @Override
                    public boolean handle(Request request, Response response, Callback callback) throws Exception {
                        if (request.getMethod().equals("POST")) {
                            answers.acquire();
                        }
                        if (request.getHeaders().contains("Fails")) {
                            throw new IllegalStateException("as asked");
                        }
                        callback.succeeded();
                        return true;
                    }
                },
                LIMITS,
                metrics));
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        answers.release(100);
        server.stop();
    }

    @Test
    void what_is_too_much_is_refused_with_an_error_that_says_when_to_retry() throws Exception {
        CompletableFuture<HttpResponse<String>> first = post("/oauth2/token");
        Soon.holds(() -> gauge("running") == 1);
        CompletableFuture<HttpResponse<String>> second = post("/below/oauth2/introspect");
        Soon.holds(() -> gauge("queued") == 1);

        HttpResponse<String> refused = post("/oauth2/token").get();

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(refused.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(refused.body())
                .isEqualTo(
                        "{\"error\":\"temporarily_unavailable\",\"error_description\":\"The issuer is overloaded.\"}");
        assertThat(metrics.meter("matryoshka.overload.refused").getCount()).isOne();
        answers.release(2);
        assertThat(first.get().statusCode()).isEqualTo(200);
        assertThat(second.get().statusCode()).isEqualTo(200);
        Soon.holds(() -> gauge("running") == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/%74oken", "/oauth2/token/", "/oauth2/token;a=b", "/oauth2/./introspect"})
    void other_spellings_of_a_path_are_no_way_around(String path) throws Exception {
        var unused = post(path);
        Soon.holds(() -> gauge("running") == 1);
    }

    @Test
    void other_requests_pass() throws Exception {
        var unused = post("/oauth2/token");
        Soon.holds(() -> gauge("running") == 1);
        HttpRequest keys = HttpRequest.newBuilder(uri("/oauth2/jwks")).build();
        assertThat(http.send(keys, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        assertThat(gauge("queued")).isZero();
    }

    @Test
    void a_failure_is_answered_and_leaves_its_room() throws Exception {
        answers.release(2);
        assertThat(post("/oauth2/token", "Fails", "yes").get().statusCode()).isEqualTo(500);
        assertThat(post("/oauth2/token").get().statusCode()).isEqualTo(200);
    }

    private CompletableFuture<HttpResponse<String>> post(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.sendAsync(request.build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + connector.getLocalPort() + path);
    }

    private int gauge(String name) {
        return (Integer) metrics.gauge("matryoshka.overload." + name).getValue();
    }
}
