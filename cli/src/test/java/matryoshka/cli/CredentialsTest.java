package matryoshka.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import matryoshka.cli.Terminal.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    private final PlayedIssuer issuer = new PlayedIssuer("graph:read", "orders:place");

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void a_token_is_issued_to_standard_output_alone() {
        Result result = issuer.terminal()
                .run("token", "issue", "--scope", "orders:place", "--scope", "graph:read", "--audience", "orders");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).matches("ey[A-Za-z0-9._-]+\n");
        assertThat(result.err())
                .isEqualTo("orders:place graph:read; lives 5m; graph version 17, 14.6 % of the budget\n");
        assertThat(issuer.requests())
                .containsExactly("POST grant_type=client_credentials&scope=orders:place graph:read&audience=orders");
    }

    @Test
    void an_issued_token_can_be_inspected() {
        String answer =
                issuer.terminal().run("token", "issue", "--output", "json").out();

        Result result = issuer.terminal().typing(answer).run("token", "inspect");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).hasLineCount(4).contains("verified").doesNotContain("not verified");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"client_id\": \"ci\", \"client_secret\": \"s3cr3t/+ with: colon\"}\n",
                "ci:s3cr3t/+ with: colon\n"
            })
    void credentials_come_from_standard_input_too(String credentials) {
        Terminal terminal = new Terminal().typing(credentials);

        assertThat(terminal.run("token", "issue", "--credentials", "-", "--issuer", issuer.url() + "/")
                        .exitCode())
                .isZero();
    }

    @Test
    void standard_input_is_read_for_one_thing_only() {
        Result result = issuer.terminal().run("graph", "diff", "-", "--credentials", "-");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("standard input").hasLineCount(1);
    }

    @Test
    void an_access_token_may_be_given_instead() {
        String token =
                issuer.terminal().run("token", "issue", "--scope", "graph:read").out();
        Terminal terminal =
                new Terminal().with("MATRYOSHKA_ISSUER", issuer.url()).with("MATRYOSHKA_TOKEN", token);

        assertThat(terminal.run("graph", "export").out()).isEqualTo("services: {}\n");
        assertThat(terminal.run("token", "issue").err())
                .isEqualTo("matryoshka: only a client can do this: use its credentials, not an access token\n");
    }

    @Test
    void without_credentials_a_command_says_what_to_set() {
        Result result = new Terminal().with("MATRYOSHKA_ISSUER", issuer.url()).run("graph", "export");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .contains("MATRYOSHKA_CLIENT_ID", "MATRYOSHKA_TOKEN", "--credentials")
                .hasLineCount(1);
    }

    @Test
    void wrong_credentials_are_told_without_the_secret() {
        Result result =
                issuer.terminal().with("MATRYOSHKA_CLIENT_SECRET", "hunter2").run("graph", "export");

        assertThat(result).isEqualTo(new Result(1, "", "matryoshka: invalid_client: Client authentication failed.\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2\r\nX: y", "hunter2 ü", "{\"hunter2\": 1}"})
    void no_secret_is_shown_when_it_is_malformed(String secret) {
        assertNoSecret(issuer.terminal().with("MATRYOSHKA_TOKEN", secret).run("graph", "export"));
        assertNoSecret(issuer.terminal().typing(secret).run("graph", "export", "--credentials", "-"));
        assertNoSecret(issuer.terminal().typing(secret).run("token", "inspect"));
    }

    @Test
    void no_secret_is_repeated_from_the_command_line() {
        assertNoSecret(issuer.terminal().run("token", "issue", "--client-secret=hunter2"));
        assertNoSecret(issuer.terminal().run("token", "issue", "--client-secret", "hunter2"));
        assertNoSecret(issuer.terminal().run("token", "issue", "hunter2"));
        assertNoSecret(issuer.terminal().run("graph", "export", "--issuer", "http://u:hunter2@localhost"));
    }

    private static void assertNoSecret(Result result) {
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("matryoshka: ").doesNotContain("hunter2");
    }

    @Test
    void an_issuer_that_is_not_there_is_told_in_one_line() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        Result result = issuer.terminal().run("graph", "export", "--issuer", "http://localhost:" + free);

        assertThat(result)
                .isEqualTo(new Result(1, "", "matryoshka: cannot connect to http://localhost:" + free + "\n"));
    }

    @Test
    void an_answer_of_somebody_else_is_told_in_one_line() {
        Result result = issuer.terminal().run("graph", "export", "--issuer", issuer.url() + "/elsewhere");

        assertThat(result).isEqualTo(new Result(1, "", "matryoshka: the issuer responded with HTTP 502\n"));
    }
}
