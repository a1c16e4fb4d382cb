package matryoshka.cli;

import static org.assertj.core.api.Assertions.assertThat;

import matryoshka.cli.Terminal.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code exchange}, {@code introspect} and {@code revoke}. */
class OAuthCommandsTest {
    private static final String GRANT =
            "grant_type=urn:ietf:params:oauth:grant-type:token-exchange&subject_token=eyJ.x.y"
                    + "&subject_token_type=urn:ietf:params:oauth:token-type:";

    private final CannedIssuer issuer = new CannedIssuer();

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void a_token_is_exchanged_for_one_to_standard_output() {
        issuer.answers("POST /oauth2/token", """
                {"access_token":"eyJ.a.b","scope":"bank:finance","expires_in":60,"graph_version":3,"budget_used":0.1}""");

        assertThat(run("eyJ.x.y", "exchange", "--audience", "bank", "--scope", "bank:finance", "--parameter", "loan=7"))
                .isEqualTo(
                        new Result(0, "eyJ.a.b\n", "bank:finance; lives 1m; graph version 3, 10.0 % of the budget\n"));
        assertThat(issuer.requests())
                .containsExactly(
                        "POST /oauth2/token " + GRANT + "access_token&audience=bank&scope=bank:finance&loan=7");
        assertThat(run("eyJ.x.y", "exchange", "--type", "id_token", "-o", "raw"))
                .isEqualTo(new Result(0, "eyJ.a.b\n", ""));
        assertThat(issuer.requests()).last().isEqualTo("POST /oauth2/token " + GRANT + "id_token");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"active\":true,\"graph\":{\"stale\":false}} | active   | 0",
                "{\"active\":true,\"graph\":{\"stale\":true}}  | stale    | 0",
                "{\"active\":false}                            | inactive | 2"
            })
    void one_word_and_the_exit_code_say_what_a_token_is_worth(String answer, String word, int exitCode) {
        issuer.answers("POST /oauth2/introspect", answer);
        assertThat(run("eyJ.x.y", "introspect", "-o", "raw")).isEqualTo(new Result(exitCode, word + "\n", ""));
        assertThat(issuer.requests()).containsExactly("POST /oauth2/introspect token=eyJ.x.y");
    }

    @Test
    void people_see_every_member_of_an_introspection() {
        issuer.answers(
                "POST /oauth2/introspect",
                "{\"active\":true,\"aud\":[\"a\",\"b\"],\"graph\":{\"stale\":true,\"missing\":{\"bank\":[\"bank:pay\"]},\"excess\":{}}}");
        assertThat(run("eyJ.x.y", "introspect", "--nested").out()).isEqualTo("""
                MEMBER              VALUE
                active              true
                aud                 a b
                graph.stale         true
                graph.missing.bank  bank:pay
                graph.excess
                """);
        assertThat(issuer.requests()).containsExactly("POST /oauth2/introspect token=eyJ.x.y&include=tokens");
    }

    @Test
    void a_token_is_revoked_by_a_client_and_all_of_somebody_by_an_administrator() {
        issuer.answers("POST /oauth2/revoke", 200, "")
                .answers("POST /revocations", 201, "{\"client_id\":\"web-shop\",\"issued_before\":1772355601}");

        assertThat(run("eyJ.x.y", "revoke")).isEqualTo(new Result(0, "", "revoked, if it was active\n"));
        assertThat(run("", "revoke", "--client", "web-shop").out()).contains("issued_before  1772355601\n");
        assertThat(run("", "revoke", "--subject", "acme:alice").exitCode()).isZero();
        assertThat(issuer.requests())
                .contains("POST /oauth2/revoke token=eyJ.x.y", "POST /revocations {\"client_id\":\"web-shop\"}")
                .last()
                .isEqualTo("POST /revocations {\"subject\":\"acme:alice\"}");
        assertThat(run("eyJ.x.y", "revoke", "-", "--client", "x").exitCode()).isEqualTo(1);
    }

    @Test
    void an_oauth_error_comes_with_all_that_was_said() {
        issuer.answers(
                "POST /oauth2/introspect",
                503,
                "{\"error\":\"temporarily_unavailable\",\"error_description\":\"Not now.\",\"error_uri\":\"https://e\"}",
                "Retry-After",
                "2");
        assertThat(run("eyJ.x.y", "introspect").err()).isEqualTo("""
                matryoshka: temporarily_unavailable: Not now.
                error_uri: https://e
                try again in 2 s
                """);
    }

    @Test
    void a_bearer_of_a_token_is_no_client() {
        Result result = issuer.terminal()
                .with("MATRYOSHKA_TOKEN", "t")
                .typing("eyJ.x.y")
                .run("introspect");
        assertThat(result.err())
                .isEqualTo("matryoshka: only a client can do this: use its credentials, not an access token\n");
    }

    private Result run(String input, String... arguments) {
        return issuer.terminal().typing(input).run(arguments);
    }
}
