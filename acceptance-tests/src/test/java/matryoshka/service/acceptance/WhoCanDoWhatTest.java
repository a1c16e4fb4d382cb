package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import matryoshka.service.acceptance.PowerWorld.Actor;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of the manual must match the issuer's answers. */
@ExtendWith(IssuerExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class WhoCanDoWhatTest {
    private static final Path MANUAL = Path.of("../docs/clients.md");
    private static final String BOTH = "clients:read clients:write graph:read graph:write";

    private final List<Actor> actors = new ArrayList<>();
    private PowerWorld world;

    @BeforeAll
    void register_everybody(RunningIssuer issuer) throws Exception {
        world = new PowerWorld(issuer);
        actors.add(world.actor("`clients:write`", "wc-registrar", "clients:read clients:write"));
        actors.add(world.actor("`graph:write`", "wc-publisher", "graph:read graph:write"));
        actors.add(world.actor("`tokens:introspect`", "wc-introspector", "tokens:introspect"));
        actors.add(world.actor("the bank", "wc-bank", BOTH));
        actors.add(world.actor("its owner", "wc-owner", BOTH));
        actors.add(world.actor("`graph:publish-any`", "wc-any", BOTH + " graph:publish-any"));
        actors.add(world.actor("administrator", "wc-admin", BOTH + " graph:publish-any tokens:introspect keys:rotate"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"clients", "services", "graph", "tokens", "revocations"})
    void the_table_of_the_manual_is_what_the_issuer_answers(String name) throws Exception {
        String table = table(rows(name));

        assertThat(Files.readString(MANUAL))
                .as("The table should be:%n%s", table)
                .contains(table);
    }

    private List<PowerRow> rows(String table) {
        ClientPowerRows clients = new ClientPowerRows(world);
        GraphPowerRows graph = new GraphPowerRows(world);
        return switch (table) {
            case "clients" -> clients.clients();
            case "services" -> clients.services();
            case "graph" -> graph.graph();
            case "tokens" -> graph.tokens();
            default -> clients.revocations();
        };
    }

    private String table(List<PowerRow> rows) throws Exception {
        StringBuilder table = new StringBuilder("| |");
        actors.forEach(actor -> table.append(' ').append(actor.title()).append(" |"));
        table.append("\n|---|").append("---|".repeat(actors.size())).append('\n');
        for (PowerRow row : rows) {
            table.append("| ").append(row.what()).append(" |");
            for (Actor actor : actors) {
                table.append(' ').append(row.attempt().by(actor)).append(" |");
            }
            table.append('\n');
        }
        return table.toString();
    }
}
