package matryoshka.service.acceptance;

import static java.util.Map.entry;
import static matryoshka.service.acceptance.BadInputRequests.one;
import static matryoshka.service.testing.RunningIssuer.basic;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The cases of category {@code client-auth}. */
final class ClientBadInputs {
    private static final int ATTEMPTS = 300;
    private static final String GRANT = "grant_type=client_credentials";
    private static final String BEARER = "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer";
    private static final String UNSIGNED =
            "&client_assertion_type=" + BEARER + "&client_assertion=eyJhbGciOiJub25lIn0.e30.";

    static final Map<String, BadInputRequests> ALL = Map.ofEntries(
            entry("C-004", one(world -> authorized(world, basic("nobody", "wrong"), GRANT))),
            entry("C-005", one(world -> world.form(GRANT + "&client_secret=" + world.secret("client")))),
            entry(
                    "C-007",
                    one(world -> authorized(
                            world,
                            "Basic "
                                    + Base64.getEncoder().encodeToString("nocolon".getBytes(StandardCharsets.US_ASCII)),
                            GRANT))),
            entry("C-009", one(world -> world.form(GRANT + "&client_id=two"))),
            entry(
                    "C-010",
                    one(world -> world.bareForm(GRANT + "&client_id=client&client_secret=" + world.secret("client")))),
            entry("C-011", world -> List.of(world.form("asserting", GRANT + UNSIGNED), world.form("asserting", GRANT))),
            entry(
                    "C-012",
                    one(world ->
                            world.bareForm(GRANT + "&client_id=asserting&client_assertion=eyJhbGciOiJub25lIn0.e30."))),
            entry("C-047", one(world -> world.form("disabled", GRANT))),
            entry("C-049", ClientBadInputs::manyAttempts),
            entry(
                    "C-050",
                    one(world -> authorized(world, "Bearer " + world.issuer().adminToken(), GRANT))),
            entry(
                    "C-052",
                    world -> List.of(
                            world.bareForm(GRANT + "&client_secret=x&client_id=" + "a".repeat(10_000)),
                            authorized(world, basic("a".repeat(10_000), "x"), GRANT))));

    private ClientBadInputs() {}

    private static BadInputAnswer authorized(BadInputWorld world, String authorization, String form) throws Exception {
        return world.send(
                world.tokenRequest().header("Authorization", authorization).POST(BodyPublishers.ofString(form)));
    }

    private static List<BadInputAnswer> manyAttempts(BadInputWorld world) throws Exception {
        List<BadInputAnswer> answers = new ArrayList<>();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            answers.add(world.wrongSecret());
        }
        return answers;
    }
}
