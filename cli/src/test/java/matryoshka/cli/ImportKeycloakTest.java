package matryoshka.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import matryoshka.cli.Terminal.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportKeycloakTest {
    private static final Path EXAMPLE = Path.of("../examples/keycloak");

    /** If the mapping is changed on purpose: read the new proposal, then put it in place of the old one. */
    @Test
    void the_example_export_becomes_the_example_proposal() throws IOException {
        Result result = imported(Files.readString(EXAMPLE.resolve("realm-export.json")));

        assertThat(result).isEqualTo(new Result(0, Files.readString(EXAMPLE.resolve("graph.yaml")), ""));
    }

    @Test
    void what_keycloak_makes_in_each_realm_is_left_out() throws IOException {
        String proposal =
                imported(Files.readString(EXAMPLE.resolve("realm-export.json"))).out();

        assertThat(proposal)
                .doesNotContain("account-console", "realm-management", "view-users", "offline_access", "sso-wiki");
    }

    @Test
    void secrets_are_not_copied() {
        Result result = imported("{\"realm\":\"r\",\"clients\":[{\"clientId\":\"a\",\"secret\":\"hush\","
                + "\"serviceAccountsEnabled\":true,\"attributes\":{\"x\":\"hush\"}}]}");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("clients register a ").doesNotContain("hush");
    }

    @Test
    void ids_that_are_no_names_become_names_and_stay_apart() {
        String proposal = imported("{\"realm\":\"r\",\"clients\":[" + bearer("a b") + "," + bearer("a/b") + ","
                        + bearer("matryoshka") + "," + bearer("http://x.example/y") + "," + bearer("ü") + "]}")
                .out();

        assertThat(proposal)
                .contains("\"a-b\":", "\"a-b-2\":", "\"matryoshka-2\":", "\"x.example-y\":", "\"client\":")
                .contains("audience: \"http://x.example/y\"");
    }

    @Test
    void text_of_the_export_cannot_leave_its_comment_or_its_quotes() {
        String evil = "x\\n'; rm -rf /\\nservices: {}\\u202e$(id)`id`\\\"";
        String proposal = imported("{\"realm\":\"" + evil + "\",\"roles\":{\"client\":{\"s\":[{\"name\":\"" + evil
                        + "\",\"description\":\"" + evil + "\"}]}},\"clients\":[{\"clientId\":\"s\",\"name\":\"" + evil
                        + "\",\"enabled\":true,\"serviceAccountsEnabled\":true},{\"clientId\":\"" + evil
                        + "\",\"enabled\":false}],\"users\":[{\"serviceAccountClientId\":\"s\",\"clientRoles\":{\"s\":[\""
                        + evil + "\"]}}]}")
                .out();

        assertThat(proposal.lines().filter(line -> line.startsWith("services:")))
                .hasSize(1);
        assertThat(proposal.lines()).noneMatch(line -> line.startsWith("'; rm"));
        assertThat(proposal).doesNotContain("\u202e");
        assertThat(proposal.lines().filter(line -> line.contains("clients register")))
                .allSatisfy(line -> assertThat(line).doesNotContain("$(", "`", "rm -rf"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"realm\": \"r\"}", "{\"realm\": 1, \"clients\": []}", "{\"realm\""})
    void anything_else_is_refused_in_a_sentence(String export) {
        Result result = imported(export);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("matryoshka: ").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"realm\":\"r\",\"clients\":[1,null,\"x\",{},{\"clientId\":7}]}",
                "{\"realm\":\"r\",\"clients\":[],\"roles\":[],\"users\":{},\"clientScopes\":7,\"clientScopeMappings\":[]}",
                "{\"realm\":\"r\",\"clients\":[{\"clientId\":\"a\",\"protocolMappers\":7,\"defaultClientScopes\":\"x\"}]}",
                "{\"realm\":\"r\",\"clients\":[],\"roles\":{\"client\":{\"a\":[{\"name\":\"x\",\"composites\":{\"client\":{\"a\":[\"x\"]}}}]}}}"
            })
    void odd_members_are_skipped(String export) {
        assertThat(imported(export).exitCode()).isZero();
    }

    private static String bearer(String clientId) {
        return "{\"clientId\":\"" + clientId + "\",\"bearerOnly\":true}";
    }

    private static Result imported(String export) {
        return new Terminal().typing(export).run("graph", "import", "keycloak", "-");
    }
}
