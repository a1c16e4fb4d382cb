package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import matryoshka.resource.testing.PlayedUpstream;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.Soon;
import matryoshka.service.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** {@code examples/nginx}: what reaches the service behind. */
class NginxExampleTest extends ShopBehindNginx {
    @Test
    void the_upstream_gets_the_token_that_is_embedded_for_it_and_the_request_as_it_was() throws Exception {
        HttpResponse<String> answer = Answers.send(
                nginx.request("/orders/a%2Fb//c?q=%20", shop.forEdge()).POST(BodyPublishers.ofString("two pears")));

        assertThat(answer.statusCode()).isEqualTo(204);
        PlayedUpstream.Arrived arrived = nginx.arrived().get(0);
        assertThat(arrived.method()).isEqualTo("POST");
        assertThat(arrived.target()).isEqualTo("/orders/a%2Fb//c?q=%20");
        assertThat(arrived.body()).isEqualTo("two pears");
        List<String> tree = Revoking.tree(shop.forEdge());
        assertThat(arrived.token()).isEqualTo(tree.get(1));
        assertThat(Revoking.tree(arrived.token())).isEqualTo(tree.subList(1, 3));
    }

    @Test
    void the_token_for_the_upstream_is_for_it_and_held_by_nginx(RunningIssuer issuer) throws Exception {
        Answers.send(nginx.request("/orders/", shop.forEdge()));

        String token = nginx.arrived().get(0).token();
        OutsideToken verified = OutsideToken.verified(token, GuardedShop.ORDERS, "ES256", issuer.jwks());
        assertThat(verified.scopes()).containsExactly("ngx-orders:place");
        assertThat(Revoking.payload(token).get("client_id").textValue()).isEqualTo("edge");
    }

    @Test
    void tokens_in_plain_form_are_unpacked_as_well(TestDatabase database) throws Exception {
        String embedded = Revoking.tree(shop.forEdge()).get(1);
        ObjectNode claims = shop.claims("ngx-plain");
        claims.putArray("tokens")
                .addObject()
                .put("type", ServiceClient.ACCESS_TOKEN)
                .put("aud", GuardedShop.ORDERS)
                .put("token", embedded);

        Answers.send(nginx.request("/orders/", IssuerKeys.signed(database, claims)));

        assertThat(nginx.arrived()).extracting(PlayedUpstream.Arrived::token).containsExactly(embedded);
    }

    @Test
    void a_service_without_code_for_tokens_gets_its_token_as_it_came() throws Exception {
        Answers.send(nginx.request("/catalog/pears", shop.forCatalog()));

        assertThat(nginx.arrived()).extracting(PlayedUpstream.Arrived::token).containsExactly(shop.forCatalog());
    }

    @Test
    void headers_that_clients_forge_do_not_reach_the_upstream() throws Exception {
        HttpRequest.Builder request = nginx.request("/orders/", shop.forEdge());
        List<String> names = List.of(
                "X-Forwarded-User",
                "X-Upstream-Audience",
                "Forwarded",
                "X-Original-URI",
                "X-Auth-Request-User",
                "Remote-User",
                "DPoP",
                "X-Forwarded-Client-Cert");
        names.forEach(name -> request.header(name, "root"));
        Answers.send(request.header("X-Forwarded-For", "10.0.0.1").header("X-Forwarded-Host", "evil.example"));

        Map<String, List<String>> headers = nginx.arrived().get(0).headers();
        assertThat(headers)
                .doesNotContainKeys(
                        names.stream().map(NginxExampleTest::asStored).toArray(String[]::new));
        assertThat(headers.get("X-forwarded-for")).containsExactly("127.0.0.1");
        assertThat(headers.get("X-forwarded-host")).containsExactly("localhost");
    }

    /** As the JDK's server spells names. */
    private static String asStored(String name) {
        return name.substring(0, 1) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    @Test
    void the_access_log_names_ids() throws Exception {
        Answers.send(nginx.request("/orders/?access_token=hush", shop.forEdge()));

        String jti = Revoking.payload(shop.forEdge()).get("jti").textValue();
        Soon.holds(() -> nginx.logs().contains("jti=" + jti + " txn="));
        assertThat(nginx.logs()).doesNotContain("hush");
    }
}
