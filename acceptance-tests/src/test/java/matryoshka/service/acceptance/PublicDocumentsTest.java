package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.send;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Public documents can be read by pages of all origins, as status lists can. */
@ExtendWith(SharedIssuer.class)
class PublicDocumentsTest {
    private static final String ORIGIN = "https://page.example";

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/jwks", "/.well-known/oauth-authorization-server"})
    void pages_of_other_origins_can_read_it(String path, RunningIssuer issuer) throws Exception {
        HttpResponse<String> answer = send(issuer.to(path).header("Origin", ORIGIN));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");

        HttpResponse<String> preflight = send(issuer.to(path)
                .header("Origin", ORIGIN)
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "if-none-match")
                .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .hasValue("*");
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
                .hasValue("If-None-Match");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/graph", "/clients", "/oauth2/token"})
    void other_origins_can_read_nothing_else(String path, RunningIssuer issuer) throws Exception {
        HttpResponse<String> answer = send(issuer.asAdmin(path).header("Origin", ORIGIN));

        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
}
