package matryoshka.cli;

import static org.assertj.core.api.Assertions.assertThat;

import matryoshka.cli.Terminal.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExplainTest {
    private final PlayedIssuer issuer = new PlayedIssuer("graph:read");

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void a_token_is_explained_to_people() {
        Result result = issuer.terminal().typing(Tokens.shop()).run("token", "explain");

        assertThat(result).isEqualTo(new Result(0, """
                                token J of graph version 17, now 19
                                presented by web-shop, in a chain that web-shop began
                                stale
                                  excess: payments:refund at payments

                                SERVICE     SCOPE            GIVEN BY     VERSION  PUBLISHED             BY     MESSAGE
                                orders      orders:place     the request
                                  payments  payments:refund  orders-pay   12       2026-11-22T10:00:00Z  admin  Bell \\u0007
                                  payments  payments:refund  orders-pay2  3        2026-11-21T10:00:00Z  ci

                                SINCE THEN  PUBLISHED             BY     CHANGED                                   MESSAGE
                                19          2026-11-22T11:00:00Z  admin  service payments, dependency orders-pay2  No refunds

                                TODAY               SCOPES           HOLDER
                                https://orders      orders:place     web-shop
                                  https://payments  payments:charge  orders
                                """, ""));
        assertThat(issuer.requests())
                .containsExactly("POST grant_type=client_credentials&scope=graph:read", "POST /graph/explain");
    }

    @Test
    void the_issuers_json_comes_unchanged() {
        assertThat(issuer.terminal()
                        .typing("{\"access_token\": \"" + Tokens.shop() + "\"}")
                        .run("token", "explain", "-", "--output", "json"))
                .isEqualTo(new Result(0, PlayedIssuer.EXPLANATION + "\n", ""));
    }

    @Test
    void a_token_that_the_issuer_does_not_know_is_an_error_that_does_not_show_it() {
        Result result = issuer.terminal().typing("garbage").run("token", "explain");

        assertThat(result).isEqualTo(new Result(1, "", """
                                matryoshka: HTTP 422: The request is invalid.
                                /token  token  No such token.
                                """));
    }

    @Test
    void one_input_gives_one_thing() {
        Result result = issuer.terminal().typing("garbage").run("token", "explain", "--credentials", "-");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("not both");
        assertThat(issuer.requests()).isEmpty();
    }
}
