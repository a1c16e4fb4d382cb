package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.UnixDomainSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import matryoshka.resource.testing.PlayedUpstream;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.Soon;
import org.junit.jupiter.api.Test;

/** {@code examples/gateway/swap}: clients send handles and signatures, services get tokens. */
class SwapExampleTest extends ShopBehindSwap {

    @Test
    void a_service_gets_the_token_for_a_handle(RunningIssuer issuer) throws Exception {
        assertReachesCatalog(phantom.token("catalog:read"), issuer);
    }

    @Test
    void a_service_gets_the_token_for_a_signature(RunningIssuer issuer) throws Exception {
        assertReachesCatalog(split.token("catalog:read"), issuer);
    }

    private static void assertReachesCatalog(String presented, RunningIssuer issuer) throws Exception {
        HttpResponse<String> answer = Answers.send(
                nginx.request("/catalog/a%2Fb?q=%20", presented).POST(BodyPublishers.ofString("two pears")));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        PlayedUpstream.Arrived arrived = nginx.arrived().get(0);
        OutsideToken token = OutsideToken.verified(arrived.token(), GuardedShop.CATALOG, "ES256", issuer.jwks());
        assertThat(token.scopes()).containsExactly("catalog:read");
        assertThat(arrived.method()).isEqualTo("POST");
        assertThat(arrived.target()).isEqualTo("/catalog/a%2Fb?q=%20");
        assertThat(arrived.body()).isEqualTo("two pears");
        assertThat(arrived.headers().toString()).doesNotContain("mtkp_");
    }

    @Test
    void nginx_as_a_service_of_the_graph_sends_on_the_embedded_token(RunningIssuer issuer) throws Exception {
        for (ServiceClient client : List.of(phantom, split)) {
            String token = nginx.passed("/orders/", client.token("ngx-edge:use"));

            OutsideToken verified = OutsideToken.verified(token, GuardedShop.ORDERS, "ES256", issuer.jwks());
            assertThat(verified.text("client_id")).isEqualTo("edge");
            assertThat(verified.scopes()).containsExactly("ngx-orders:place");
            assertThat(Revoking.tree(token)).hasSize(2);
        }
    }

    /** Each answer of the issuer is another token. */
    @Test
    void the_token_for_a_handle_is_kept_for_a_while() throws Exception {
        String handle = phantom.token("catalog:read");

        Soon.holds(() -> nginx.passed("/catalog/", handle).equals(nginx.passed("/catalog/", handle)));
    }

    @Test
    void handles_of_one_client_lead_to_tokens_of_their_own() throws Exception {
        String one = nginx.passed("/catalog/", phantom.token("catalog:read"));
        String other = nginx.passed("/catalog/", phantom.token("catalog:read"));

        assertThat(Revoking.payload(one).get("txn"))
                .isNotEqualTo(Revoking.payload(other).get("txn"));
    }

    @Test
    void other_proxies_get_the_token_in_a_header(RunningIssuer issuer) throws Exception {
        String swapped = ask("/swap/catalog", phantom.token("catalog:read"));
        String refused = ask("/swap/catalog", phantom.token("ngx-edge:use"));

        assertThat(swapped).startsWith("HTTP/1.1 200 ");
        String token = swapped.lines()
                .filter(line -> line.startsWith("Authorization: Bearer "))
                .map(line -> line.substring("Authorization: Bearer ".length()))
                .findFirst()
                .orElseThrow();
        OutsideToken.verified(token, GuardedShop.CATALOG, "ES256", issuer.jwks());
        assertThat(refused).startsWith("HTTP/1.1 401 ").contains("WWW-Authenticate: Bearer error=\"invalid_token\"");
        assertThat(refused).doesNotContain("Authorization:");
        assertThat(nginx.arrived()).isEmpty();
    }

    private static String ask(String path, String presented) throws Exception {
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                + presented + "\r\n\r\n";
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(forwardAuth()))) {
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
