package matryoshka.cli;

import static org.assertj.core.api.Assertions.assertThat;

import matryoshka.cli.Terminal.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PickTest {
    private static Result pick(String token, String... options) {
        String[] arguments = new String[2 + options.length];
        arguments[0] = "token";
        arguments[1] = "pick";
        System.arraycopy(options, 0, arguments, 2, options.length);
        return new Terminal().typing(token).run(arguments);
    }

    private static String inspected(String token) {
        return new Terminal().typing(token).run("token", "inspect").out();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void the_nested_token_for_an_audience_is_written_and_can_be_picked_from_again(boolean packed) {
        Result payments = pick(packed ? Tokens.shop() : Tokens.plain(), "--audience", "https://payments");
        Result ledger = pick(payments.out(), "--audience", "https://ledger", "--holder", "payments");

        assertThat(payments.exitCode()).isZero();
        assertThat(payments.err()).isEmpty();
        assertThat(payments.out()).hasLineCount(1);
        assertThat(inspected(payments.out()))
                .contains("payments:charge", "ledger:write")
                .doesNotContain("orders:place");
        assertThat(inspected(ledger.out())).contains("ledger:write").doesNotContain("payments:charge");
    }

    @Test
    void an_encrypted_token_is_found_by_the_audience_that_its_holder_calls() {
        Result result = pick(Tokens.confidential(), "--audience", "https://payments", "--holder", "orders");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out().split("\\.")).hasSize(5);
    }

    @Test
    void without_such_a_token_it_says_which_there_are_and_writes_nothing() {
        Result result = pick(Tokens.shop(), "--audience", "https://ledger");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .isEqualTo("matryoshka: no token for https://ledger is nested in this one; get one by exchange."
                        + " Nested are tokens for: https://payments\n");
    }

    @Test
    void a_token_of_another_holder_is_not_written() {
        Result result = pick(Tokens.shop(), "--audience", "https://payments", "--holder", "stock");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("no token for https://payments that stock may present");
    }

    @Test
    void where_several_services_hold_one_the_caller_has_to_be_named() {
        Result several = pick(Tokens.shared(), "--audience", "https://payments");
        Result one = pick(Tokens.shared(), "--audience", "https://payments", "--holder", "stock");

        assertThat(several.exitCode()).isEqualTo(1);
        assertThat(several.err())
                .isEqualTo("matryoshka: several services can call https://payments: choose one with --holder:"
                        + " orders, stock\n");
        assertThat(inspected(one.out())).contains("stock");
    }

    @Test
    void what_is_no_token_is_told_in_one_line() {
        Result result = pick("opaque-handle", "--audience", "https://payments");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("matryoshka: cannot read the tokens")
                .hasLineCount(1);
        assertThat(pick(Tokens.shop()).exitCode()).isEqualTo(1);
    }
}
