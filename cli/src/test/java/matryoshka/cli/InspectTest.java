package matryoshka.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import matryoshka.cli.Terminal.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectTest {
    @TempDir
    private Path folder = Path.of(".");

    private String keys = "";

    @BeforeEach
    void writeKeys() throws IOException {
        keys = Files.writeString(folder.resolve("keys.json"), Tokens.jwks()).toString();
    }

    private Result inspect(Terminal terminal, String token) {
        return terminal.typing(token).run("token", "inspect", "--jwks", keys);
    }

    private static String verdicts(Result result) {
        return result.out().replaceAll("(?m)^.*  ", "");
    }

    @Test
    void a_token_is_unfolded_and_each_layer_verified() {
        String token = Tokens.shop();

        Result result = inspect(new Terminal(), token);

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .isEqualTo(String.format(
                        Locale.ROOT, """
                        AUDIENCE            SCOPES           HOLDER    ACT                LIFE  BYTES  VERDICT
                        https://orders      orders:place     web-shop  -                  5m    %-5d  verified
                          https://payments  payments:charge  orders    orders             1m    %-5d  verified
                            https://ledger  ledger:write     payments  payments < orders  1m    517    verified
                        """, token.length(), Tokens.nestedIn(token).length()));
    }

    @Test
    void tokens_in_plain_form_are_unfolded_alike() {
        Result packed = inspect(new Terminal(), Tokens.shop());
        Result plain = inspect(new Terminal(), Tokens.plain());

        assertThat(plain.exitCode()).isZero();
        assertThat(plain.out().replaceAll(" \\d+ +verified", ""))
                .isEqualTo(packed.out().replaceAll(" \\d+ +verified", ""));
    }

    @Test
    void packed_tokens_that_cannot_be_unpacked_are_refused() {
        String[] parts = Tokens.shop().split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String cut = claims.substring(0, claims.length() - 30) + "\"}";
        parts[1] = Base64.getUrlEncoder().withoutPadding().encodeToString(cut.getBytes(StandardCharsets.UTF_8));

        Result result = inspect(new Terminal(), String.join(".", parts));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(verdicts(result)).isEqualTo("VERDICT\nbad signature\nrefused (cannot be unpacked)\n");
    }

    @Test
    void without_keys_nothing_is_verified_and_nothing_fails() {
        Result result = new Terminal().typing(Tokens.shop()).run("token", "inspect", "-");

        assertThat(result.exitCode()).isZero();
        assertThat(verdicts(result))
                .isEqualTo("VERDICT\nnot verified (no key)\nnot verified (no key)\nnot verified (no key)\n");
    }

    @Test
    void a_layer_expires_before_the_one_around_it() {
        Result result = inspect(new Terminal().at(Tokens.at(Tokens.NOW.plusSeconds(60))), Tokens.shop());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(verdicts(result)).isEqualTo("VERDICT\nverified\nexpired\nexpired\n");
        assertThat(result.out()).contains("  0s ago  ");
    }

    @Test
    void a_token_expired_long_ago_is_expired() {
        Result result = inspect(new Terminal().at(Tokens.at(Tokens.NOW.plusSeconds(90_000))), Tokens.shop());

        assertThat(verdicts(result)).isEqualTo("VERDICT\nexpired\nexpired\nexpired\n");
        assertThat(result.out()).contains("  1d ago  ");
    }

    @Test
    void a_token_from_the_future_is_not_yet_valid() {
        Result result = inspect(new Terminal().at(Tokens.at(Tokens.NOW.minusSeconds(120))), Tokens.shop());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(verdicts(result)).startsWith("VERDICT\nnot yet valid\n");
    }

    private static String tampered(String token) {
        String[] parts = token.split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String more = claims.replace("orders:place", "orders:admin");
        parts[1] = Base64.getUrlEncoder().withoutPadding().encodeToString(more.getBytes(StandardCharsets.UTF_8));
        return String.join(".", parts);
    }

    @Test
    void a_tampered_token_has_a_bad_signature_and_those_in_it_have_not_where_the_form_is_plain() {
        Result result = inspect(new Terminal(), tampered(Tokens.plain()));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("orders:admin");
        assertThat(verdicts(result)).isEqualTo("VERDICT\nbad signature\nverified\nverified\n");
    }

    /** Those in it are packed with what the token says itself. */
    @Test
    void no_packed_token_is_what_it_was_in_one_that_was_tampered_with() {
        Result result = inspect(new Terminal(), tampered(Tokens.shop()));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("orders:admin");
        assertThat(verdicts(result)).startsWith("VERDICT\nbad signature\n").doesNotContain("verified");
    }

    @Test
    void a_token_of_other_keys_is_not_verified() {
        Result result = inspect(new Terminal(), Tokens.foreign());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(verdicts(result)).startsWith("VERDICT\nnot verified (no key)\n");
    }

    @Test
    void a_token_of_another_issuer_than_expected_is_told() {
        Result result = new Terminal()
                .typing(Tokens.shop())
                .run("token", "inspect", "--jwks", keys, "--issuer", "https://other.example");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(verdicts(result)).startsWith("VERDICT\nwrong issuer\n");
    }

    @Test
    void an_encrypted_layer_shows_whom_it_is_for() {
        Result result = inspect(new Terminal(), Tokens.confidential());

        assertThat(result.exitCode()).isZero();
        assertThat(verdicts(result)).isEqualTo("VERDICT\nverified\nencrypted to orders-1\n");
        assertThat(result.out()).contains("  https://payments  -  ");
    }

    @Test
    void keys_come_from_an_issuer_that_is_named() {
        try (PlayedIssuer issuer = new PlayedIssuer()) {
            Result result =
                    new Terminal().typing(Tokens.of(issuer.url())).run("token", "inspect", "--issuer", issuer.url());

            assertThat(result.exitCode()).isZero();
            assertThat(verdicts(result)).isEqualTo("VERDICT\nverified\nverified\nverified\n");
            assertThat(issuer.requests()).containsExactly("GET /oauth2/jwks");
        }
    }

    @Test
    void a_token_is_shown_though_its_keys_cannot_be_had() {
        try (PlayedIssuer issuer = new PlayedIssuer()) {
            Result result = new Terminal()
                    .typing(Tokens.shop())
                    .run("token", "inspect", "--issuer", issuer.url() + "/elsewhere");

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err()).isEqualTo("matryoshka: cannot get keys: the issuer responded with HTTP 502\n");
            assertThat(result.out()).contains("orders:place");
        }
    }

    @Test
    void layers_can_be_had_as_json_without_any_token() {
        String token = Tokens.shop();

        Result result = new Terminal().typing(token).run("token", "inspect", "--jwks", keys, "--output", "json");

        assertThat(result.out())
                .contains("\"verdict\" : \"verified\"", "\"holder\" : \"payments\"", "\"expires_in\" : 60")
                .contains("\"actors\" : [ \"payments\", \"orders\" ]")
                .doesNotContain("eyJ");
    }

    @Test
    void hostile_text_in_a_token_cannot_command_the_terminal() {
        Result result = new Terminal()
                .interactive()
                .with("NO_COLOR", "1")
                .typing(Tokens.forAudience("https://x\u001b[2J\u202e"))
                .run("token", "inspect");

        assertThat(result.out()).doesNotContain("\u001b", "\u202e").contains("https://x\\u001b[2J\\u202e");
    }

    @Test
    void what_is_no_token_is_told_in_one_line() {
        assertThat(new Terminal()
                        .typing("opaque-handle")
                        .run("token", "inspect")
                        .err())
                .startsWith("matryoshka: standard input does not contain a JWT")
                .hasLineCount(1);
        assertThat(new Terminal().typing("{}").run("token", "inspect").exitCode())
                .isEqualTo(1);
        assertThat(new Terminal().typing("").run("token", "inspect").exitCode()).isEqualTo(1);
    }
}
