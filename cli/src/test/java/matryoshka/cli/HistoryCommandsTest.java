package matryoshka.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import matryoshka.cli.Terminal.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code versions}, {@code restore} and {@code draw}. */
class HistoryCommandsTest {
    private static final String DIFF =
            "\"diff\":{\"services\":{\"added\":{\"geo\":{}},\"removed\":{},\"changed\":{}},\"dependencies\":{},\"invariants\":{}}";

    private final CannedIssuer issuer = new CannedIssuer();

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void versions_are_listed_with_where_to_go_on() {
        issuer.answers("GET /graph/versions?limit=2", """
                {"versions":[{"version":4,"published_at":"2026-11-22T14:03:02Z","published_by":"admin","message":"Parcels"},
                 {"version":3,"published_at":"2026-11-22T14:00:00Z","published_by":"ci"}],"next":3}""");

        assertThat(run("versions", "--limit", "2"))
                .isEqualTo(new Result(0, """
                                VERSION  PUBLISHED             BY     MESSAGE
                                4        2026-11-22T14:03:02Z  admin  Parcels
                                3        2026-11-22T14:00:00Z  ci
                                """, "there are earlier versions: --before 3\n"));
        issuer.answers("GET /graph/versions?before=3", "{\"versions\":[]}");
        assertThat(run("versions", "--before", "3").exitCode()).isZero();
        assertThat(run("versions", "--limit", "2", "-o", "raw").out()).isEqualTo("4\n3\n");
    }

    @Test
    void one_version_is_shown_with_its_changes() {
        issuer.answers(
                "GET /graph/versions/4",
                "{\"version\":4,\"published_at\":\"2026-11-22T14:03:02Z\",\"published_by\":\"admin\"," + DIFF + "}");

        assertThat(run("versions", "4").out()).isEqualTo("""
                VERSION  PUBLISHED             BY     MESSAGE
                4        2026-11-22T14:03:02Z  admin

                + service geo
                """);
    }

    @Test
    void a_version_is_restored_over_the_one_that_is_found() {
        issuer.answers("HEAD /graph", 200, "", "ETag", "\"7\"")
                .answers("POST /graph/versions/4/restore?message=Back", "{\"version\":8," + DIFF + "}");

        assertThat(run("restore", "4", "--message", "Back"))
                .isEqualTo(new Result(0, "+ service geo\n", "published as version 8\n"));
        assertThat(issuer.requests()).last().isEqualTo("POST /graph/versions/4/restore?message=Back If-Match \"7\"");
    }

    @Test
    void a_restoration_can_be_tried_out() {
        issuer.answers("POST /graph/versions/4/restore?dry_run=true", "{\"version\":7," + DIFF + "}");

        assertThat(run("restore", "4", "--dry-run")).isEqualTo(new Result(2, "+ service geo\n", ""));
        assertThat(run("restore", "4", "--dry-run", "-o", "raw").out()).isEqualTo("7\n");
    }

    @Test
    void what_lacks_consent_is_told_change_by_change() {
        issuer.answers("POST /graph/versions/4/restore", 403, """
                {"title":"Forbidden","status":403,"detail":"Not yours.","changes":[{"service":"bank","change":"dependency-added",
                 "owners":["team-bank"],"element":"shipping-ask-bank","message":"\\"shipping\\" gets \\"bank:finance\\"."},
                 {"service":"geo","change":"scope-added","owners":[],"element":"geo","message":"More."}]}""");

        assertThat(run("restore", "4", "--if-match", "7").err()).isEqualTo("""
                matryoshka: HTTP 403: Not yours.
                shipping-ask-bank  dependency-added  "shipping" gets "bank:finance".  requires the consent of bank (owners: team-bank)
                geo  scope-added  More.  requires the consent of geo (which has no owners)
                """);
    }

    @Test
    void an_owner_applies_its_part_over_whichever_version_there_is() {
        issuer.answers("PUT /graph?message=Ours&owner=team-orders", "{\"version\":8," + DIFF + "}")
                .answers("PUT /graph?dry_run=true&owner=team-orders", "{\"version\":7," + DIFF + "}");
        String[] apply = {"graph", "apply", "-f", "-", "--owner", "team-orders"};

        Result result = issuer.terminal().typing("services: {}").run(and(apply, "--message", "Ours"));
        assertThat(result).isEqualTo(new Result(0, "+ service geo\n", "published as version 8\n"));
        assertThat(issuer.requests())
                .containsExactly(
                        "POST /oauth2/token grant_type=client_credentials&scope=graph:write graph:publish-any",
                        "PUT /graph?message=Ours&owner=team-orders If-Match * services: {}");
        assertThat(issuer.terminal()
                        .typing("{}")
                        .run(and(apply, "--dry-run", "--if-match", "7"))
                        .exitCode())
                .isEqualTo(2);
        assertThat(issuer.requests()).last().isEqualTo("PUT /graph?dry_run=true&owner=team-orders If-Match \"7\" {}");
    }

    private static String[] and(String[] command, String... more) {
        return Stream.concat(Stream.of(command), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void the_graph_and_plans_are_drawn() {
        issuer.answers("GET /graph.dot?focus=orders&hops=2", "digraph {}")
                .answers("GET /graph.dot?version=3", "flowchart LR\n")
                .answers("GET /graph/plan.dot?client_id=web-shop&scope=orders:place x", "digraph plan {}")
                .answers("GET /graph/plan?client_id=web-shop", "flowchart LR");

        assertThat(run("draw", "--focus", "orders", "--hops", "2").out()).isEqualTo("digraph {}\n");
        assertThat(run("draw", "--version", "3", "--format", "mermaid").out()).isEqualTo("flowchart LR\n");
        assertThat(run("draw", "web-shop", "orders:place", "x").out()).isEqualTo("digraph plan {}\n");
        assertThat(run("draw", "web-shop", "--format", "mermaid", "-o", "json").out())
                .isEqualTo("{\"media_type\":\"text/vnd.mermaid\",\"picture\":\"flowchart LR\"}\n");
        assertThat(run("draw", "web-shop", "--focus", "x").exitCode()).isEqualTo(1);
    }

    private Result run(String... arguments) {
        return issuer.terminal().run(arguments);
    }
}
