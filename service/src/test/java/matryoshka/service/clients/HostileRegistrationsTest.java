package matryoshka.service.clients;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.core.Response;
import java.util.List;
import matryoshka.service.platform.problems.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileRegistrationsTest {
    @RegisterExtension
    static final ClientsApi API = new ClientsApi();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``               | 400",
                "{                | 400",
                "{} {}            | 400",
                "{'a': 1, 'a': 2} | 400",
                "{'client_secret': mtk_} | 400",
                "[]               | 422",
                "null             | 422",
                "'x'              | 422"
            })
    void a_malformed_registration_is_refused(String body, int status) {
        ClientsApi.Answer answer = API.post("/clients", body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo(Problem.MEDIA_TYPE);
        assertThat(answer.body()).doesNotContain("mtk_");
    }

    @Test
    void only_json_is_read() {
        try (Response answer = API.request("/clients").post(Entity.entity("client_id: a", "application/yaml"))) {
            assertThat(answer.getStatus()).isEqualTo(415);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a%00b",
                "%27%3B%20drop%20table%20client%3B--",
                "%ED%A0%80",
                "%FF",
                "..%2f",
                "%25",
                "%F0%9F%AA%86"
            })
    void an_impossible_id_is_unknown(String id) throws Exception {
        String path = "/clients/" + id;
        API.get(path).isProblem(404);
        API.put(path, "{}").isProblem(404);
        API.delete(path).isProblem(404);
        API.post(path + "/secrets", null).isProblem(404);
    }

    @Test
    void an_id_may_be_of_any_length() throws Exception {
        API.get("/clients/" + "x".repeat(10_000)).isProblem(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u0000b", "'; drop table client; --", "\\uD800", "\u202E", "XXX", "/~0~1", ""})
    void hostile_text_is_refused_or_stored_unchanged(String text) {
        String hostile = "\"" + text.replace("XXX", "x".repeat(10_000)).replace("'", "\\u0027") + "\"";
        for (String member : List.of("client_id", "client_name", "scope", "token_format", hostile)) {
            String name = member.equals(hostile) ? hostile : "'" + member + "'";
            assertIsHandled("{" + name + ": " + hostile + "}");
        }
        for (String member : List.of("claims", "properties", "jwks")) {
            assertIsHandled("{'" + member + "': {" + hostile + ": " + hostile + "}}");
        }
        assertIsHandled("{'jwks': {'keys': [{'kty': 'RSA', 'n': " + hostile + ", 'e': " + hostile + "}]}}");
        assertIsHandled("{'jwks': {'keys': [{'kty': " + hostile + ", " + hostile + ": {'x5c': [1]}}]}}");
    }

    private static void assertIsHandled(String body) {
        ClientsApi.Answer answer = API.post("/clients", body);
        assertThat(answer.status()).as(answer.body()).isIn(201, 400, 409, 422);
        assertThat(API.get("/clients").status()).isEqualTo(200);
    }
}
