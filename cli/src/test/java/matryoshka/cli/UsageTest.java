package matryoshka.cli;

import static org.assertj.core.api.Assertions.assertThat;

import matryoshka.cli.Terminal.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "graph",
                "token",
                "graph export",
                "graph diff",
                "graph publish",
                "graph plan",
                "graph apply",
                "graph import keycloak",
                "versions",
                "restore",
                "draw",
                "token issue",
                "token inspect",
                "exchange",
                "introspect",
                "revoke",
                "clients",
                "clients list",
                "clients register",
                "clients secret",
                "issuers",
                "issuers change",
                "issuers keys",
                "console",
                "completion",
                "help"
            })
    void every_command_has_help_on_standard_output(String command) {
        Result result = new Terminal().run((command + " --help").strip().split(" "));

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).startsWith(("Usage: matryoshka " + command).strip());
        assertThat(result.out().lines()).allMatch(line -> line.length() <= 100);
        assertThat(result.out().contains("\n  1   error"))
                .isEqualTo(result.out().contains("\n\nExit codes:\n  0   "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "graph",
                "grahp export",
                "graph diff",
                "graph diff a b",
                "graph diff no-such-file",
                "graph publish x --if-match abc",
                "graph export --format toml",
                "graph export --output xml",
                "graph apply -f x",
                "graph import",
                "graph import keycloak",
                "graph import keycloak no-such-file",
                "restore",
                "restore x",
                "issuers secret x",
                "help nonsense",
                "versions -o csv",
                "token inspect no-such-file",
                "--nonsense"
            })
    void wrong_usage_is_an_error_and_no_difference(String command) {
        Result result = new Terminal().run(command.split(" "));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("matryoshka: ").doesNotContain("Exception", "\tat ");
    }

    @Test
    void no_command_is_answered_with_help_on_standard_error() {
        Result result = new Terminal().run();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("Usage: matryoshka");
    }

    @Test
    void help_has_colours_on_a_terminal_that_wants_them() {
        assertThat(new Terminal().interactive().run("--help").out()).contains("\u001b[");
        assertThat(new Terminal().run("--help").out()).doesNotContain("\u001b");
        assertThat(new Terminal()
                        .interactive()
                        .with("NO_COLOR", "yes")
                        .run("--help")
                        .out())
                .doesNotContain("\u001b");
        assertThat(new Terminal()
                        .interactive()
                        .with("TERM", "dumb")
                        .run("--help")
                        .out())
                .doesNotContain("\u001b");
    }

    @Test
    void the_version_is_told() {
        assertThat(new Terminal().run("--version").out()).startsWith("matryoshka ");
    }

    @Test
    void help_is_a_command_too() {
        assertThat(new Terminal().run("help", "graph", "apply").out())
                .isEqualTo(new Terminal().run("graph", "apply", "--help").out());
        assertThat(new Terminal().run("help").out())
                .isEqualTo(new Terminal().run("--help").out())
                .contains("clients", "issuers", "versions", "restore", "exchange", "introspect", "revoke", "draw");
    }

    @Test
    void completion_knows_every_command_and_option() {
        Result result = new Terminal().run("completion");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("#!").contains("introspect", "--trusted-issuer", "--if-match", "--owner");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "graph export",
                "graph diff",
                "graph publish",
                "graph apply",
                "graph plan",
                "token issue",
                "token inspect",
                "token pick",
                "token explain",
                "versions",
                "restore",
                "draw",
                "exchange",
                "introspect",
                "revoke",
                "clients list",
                "clients show",
                "clients register",
                "clients change",
                "clients remove",
                "clients secret",
                "issuers list",
                "issuers show",
                "issuers register",
                "issuers change",
                "issuers remove",
                "issuers keys"
            })
    void every_command_with_a_result_has_three_outputs(String command) {
        assertThat(new Terminal().run((command + " --help").split(" ")).out())
                .containsPattern("-o, --output=table\\|json\\|raw");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "graph versions",
                "graph restore",
                "graph draw",
                "token exchange",
                "token introspect",
                "token revoke"
            })
    void what_stands_at_the_top_is_understood_in_its_group_and_not_listed_twice(String command) {
        String[] words = command.split(" ", -1);
        assertThat(new Terminal().run(words[0], words[1], "--help").out()).startsWith("Usage: matryoshka " + command);
        assertThat(new Terminal().run(words[0], "--help").out()).doesNotContain("  " + words[1]);
    }
}
