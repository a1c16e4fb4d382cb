package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.ClientKey;
import matryoshka.service.testing.RawHttp;
import matryoshka.service.testing.RunningIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code examples/gateway/swap}: whoever presents something that is not for the service, or not whole, gets nothing through. */
class SwapTheftTest extends ShopBehindSwap {
    private static final int SAMPLE = 16;

    private static void assertInvalid(String path, String presented) throws Exception {
        assertThat(nginx.refused(path, presented, 401)).startsWith("Bearer error=\"invalid_token\"");
    }

    @Test
    void an_altered_handle_or_signature_is_refused() throws Exception {
        for (String good : List.of(phantom.token("catalog:read"), split.token("catalog:read"))) {
            List<String> altered = IntStream.range(0, SAMPLE)
                    .map(n -> n * (good.length() - 1) / (SAMPLE - 1))
                    .mapToObj(
                            at -> good.substring(0, at) + (good.charAt(at) == 'A' ? 'B' : 'A') + good.substring(at + 1))
                    .toList();
            for (String one : altered) {
                assertInvalid("/catalog/", one);
            }
            assertInvalid("/catalog/", good + "A");
            assertInvalid("/catalog/", good.substring(1));
            assertInvalid("/catalog/", good.substring(0, good.length() - 1));
            nginx.passed("/catalog/", good);
        }
    }

    @Test
    void what_is_for_another_service_is_refused() throws Exception {
        for (ServiceClient client : List.of(phantom, split)) {
            String forCatalog = client.token("catalog:read");
            String forEdge = client.token("ngx-edge:use");

            assertThat(nginx.refused("/orders/", forCatalog, 401)).contains("another audience");
            assertThat(nginx.refused("/catalog/", forEdge, 401)).contains("another audience");
            nginx.passed("/catalog/", forCatalog);
            nginx.passed("/orders/", forEdge);
        }
    }

    /** Tokens live behind nginx only: who presents one in front of it has it from a service, or from a log. */
    @Test
    void tokens_are_refused_where_handles_are_expected(RunningIssuer issuer) throws Exception {
        String handle = phantom.token("ngx-edge:use");
        String token = Answers.send(gateway.form("/oauth2/introspect")
                        .header("Accept", "application/jwt")
                        .POST(BodyPublishers.ofString("token=" + handle)))
                .body();
        OutsideToken.verified(token, GuardedShop.EDGE, "ES256", issuer.jwks());

        for (String one : Revoking.tree(token)) {
            assertInvalid("/orders/", one);
            assertInvalid("/catalog/", one);
            assertInvalid("/orders/", one.substring(one.lastIndexOf('.') + 1));
        }
    }

    @Test
    void what_is_bound_to_a_key_is_refused_with_and_without_the_proof(RunningIssuer issuer) throws Exception {
        for (ServiceClient client : List.of(phantom, split)) {
            Proving proving = new Proving(issuer, ClientKey.es256());
            String bound = proving.issued(
                    RunningIssuer.basic(client.clientId(), client.secret()),
                    "grant_type=client_credentials&scope=catalog:read");

            assertThat(nginx.refused("/catalog/", bound, 401)).contains("bound to a key");
            HttpResponse<String> proven = Answers.send(Answers.to(nginx.port(), "/catalog/")
                    .header("Authorization", "DPoP " + bound)
                    .header("DPoP", proving.proof()));
            assertThat(proven.statusCode()).isEqualTo(401);
            assertThat(nginx.arrived()).isEmpty();
        }
    }

    @Test
    void what_was_revoked_is_refused(RunningIssuer issuer) throws Exception {
        for (ServiceClient client : List.of(phantom, split)) {
            String revoked = client.token("catalog:read");
            new Revoking(client.clientId(), client.secret()).revoke(issuer, revoked);

            assertInvalid("/catalog/", revoked);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "H\tx",
                "H x",
                "H,x",
                "H;x",
                "H&token=H",
                "H%26include=tokens",
                "H%0d%0aX-Admin:%20yes",
                "H\"",
                "../H",
                "H?x",
                "H/x",
                "H\u0000"
            })
    void nothing_is_smuggled_along(String form) throws Exception {
        String handle = phantom.token("catalog:read");

        String answer = RawHttp.send(
                nginx.port(),
                "GET /catalog/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                        + form.replace("H", handle) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 40");
        assertThat(nginx.arrived()).isEmpty();
    }

    @Test
    void clients_can_neither_ask_the_issuer_nor_read_what_is_kept() throws Exception {
        String handle = phantom.token("catalog:read");
        nginx.passed("/catalog/", handle);

        for (String path : List.of("/_swap/handle", "/_swap/signature", "/_swap/", "/@catalog", "/_matryoshka/jwks")) {
            HttpResponse<String> answer = Answers.send(nginx.request(path, handle));
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.body()).doesNotContain("eyJ");
        }
        assertThat(nginx.arrived()).isEmpty();
    }

    /** A stolen credential of such an nginx is worth no more than the service's own. */
    @Test
    void an_nginx_that_presents_one_service_swaps_nothing_for_others(RunningIssuer issuer, @TempDir Path other)
            throws Exception {
        ServiceClient presenter = ServiceClient.registered(issuer, GuardedShop.PRESENTER, "");
        String credentials = RunningIssuer.basic(presenter.clientId(), presenter.secret());
        try (NginxInFront presenting = NginxInFront.start(upstream ->
                ExampleNginx.startSwap(other, issuer.port(), upstream, credentials, ExampleNginx.PATIENT))) {
            presenting.passed("/orders/", phantom.token("ngx-edge:use"));
            assertThat(presenting.refused("/catalog/", phantom.token("catalog:read"), 401))
                    .contains("not active");
            presenting.refusal("/orders/", split.token("ngx-edge:use"), 502);
            presenting.assertLogsAreClean();
        }
    }
}
