package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import matryoshka.resource.testing.PlayedUpstream;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import matryoshka.service.testing.Soon;
import matryoshka.service.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code examples/nginx}: what reaches the service behind. */
@ExtendWith(SharedIssuer.class)
class NginxExampleTest {
    @TempDir
    private static Path folder;

    private static GuardedShop shop;

    @BeforeAll
    static void start(RunningIssuer issuer) throws Exception {
        shop = GuardedShop.start(issuer, "ngx-app", folder);
    }

    @AfterAll
    static void stop() {
        if (shop != null) {
            shop.close();
        }
    }

    @AfterEach
    void nothing_that_is_a_token_is_in_the_logs() throws IOException {
        shop.assertLogsAreClean();
    }

    @Test
    void the_upstream_gets_the_token_that_is_embedded_for_it_and_the_request_as_it_was() throws Exception {
        HttpResponse<String> answer = Answers.send(
                shop.request("/orders/a%2Fb//c?q=%20", shop.forEdge()).POST(BodyPublishers.ofString("two pears")));

        assertThat(answer.statusCode()).isEqualTo(204);
        PlayedUpstream.Arrived arrived = shop.arrived().get(0);
        assertThat(arrived.method()).isEqualTo("POST");
        assertThat(arrived.target()).isEqualTo("/orders/a%2Fb//c?q=%20");
        assertThat(arrived.body()).isEqualTo("two pears");
        List<String> tree = Revoking.tree(shop.forEdge());
        assertThat(arrived.token()).isEqualTo(tree.get(1));
        assertThat(Revoking.tree(arrived.token())).isEqualTo(tree.subList(1, 3));
    }

    @Test
    void the_token_for_the_upstream_is_for_it_and_held_by_nginx(RunningIssuer issuer) throws Exception {
        Answers.send(shop.request("/orders/", shop.forEdge()));

        String token = shop.arrived().get(0).token();
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

        Answers.send(shop.request("/orders/", IssuerKeys.signed(database, claims)));

        assertThat(shop.arrived()).extracting(PlayedUpstream.Arrived::token).containsExactly(embedded);
    }

    @Test
    void a_service_without_code_for_tokens_gets_its_token_as_it_came() throws Exception {
        Answers.send(shop.request("/catalog/pears", shop.forCatalog()));

        assertThat(shop.arrived()).extracting(PlayedUpstream.Arrived::token).containsExactly(shop.forCatalog());
    }

    @Test
    void headers_that_clients_forge_do_not_reach_the_upstream() throws Exception {
        HttpRequest.Builder request = shop.request("/orders/", shop.forEdge());
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

        Map<String, List<String>> headers = shop.arrived().get(0).headers();
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
        Answers.send(shop.request("/orders/?access_token=hush", shop.forEdge()));

        String jti = Revoking.payload(shop.forEdge()).get("jti").textValue();
        Soon.holds(() -> shop.logs().contains("jti=" + jti + " txn="));
        assertThat(shop.logs()).doesNotContain("hush");
    }
}
