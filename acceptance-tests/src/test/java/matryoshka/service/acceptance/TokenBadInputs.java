package matryoshka.service.acceptance;

import static java.util.Map.entry;
import static matryoshka.service.acceptance.BadInputRequests.one;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The cases of category {@code token}. */
final class TokenBadInputs {
    private static final String GRANT = "grant_type=client_credentials";

    static final Map<String, BadInputRequests> ALL = Map.ofEntries(
            entry(
                    "T-002",
                    one(world -> world.send(world.issuer()
                            .to("/oauth2/token")
                            .header("Authorization", world.basic("client"))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{\"grant_type\":\"client_credentials\"}"))))),
            entry(
                    "T-003",
                    one(world -> world.send(world.issuer()
                            .to("/oauth2/token")
                            .header("Authorization", world.basic("client"))
                            .POST(BodyPublishers.ofString(GRANT))))),
            entry("T-004", one(world -> world.form("scope=orders.read"))),
            entry("T-008", one(world -> world.form(GRANT + "&" + GRANT))),
            entry("T-009", one(world -> world.form(GRANT + "&scope=a&scope=b"))),
            entry("T-010", one(world -> world.bareForm(GRANT + "&client_id=a&client_id=b&client_secret=s"))),
            entry("T-011", one(world -> world.form(GRANT + "&scope=orders.read&foo=bar"))),
            entry("T-012", one(world -> world.form(GRANT + "&scope=does.not.exist"))),
            entry("T-013", one(world -> world.form(GRANT + "&scope=orders.read+payments.admin"))),
            entry("T-014", one(world -> world.form(GRANT + "&scope=orders%22read"))),
            entry("T-016", one(world -> world.form("scopeless", GRANT))),
            entry("T-017", one(world -> world.form("exchanger", GRANT))),
            entry("T-021", one(world -> world.form("scope=orders.read"))),
            entry("T-022", one(world -> world.form(GRANT + "&scope=x%0d%0aSet-Cookie:%20a=b%22"))),
            entry("T-023", one(world -> world.form(GRANT + "&scope=%ZZ"))),
            entry("T-024", one(world -> world.bareForm(GRANT + "&client_id=%FF%FE&client_secret=x"))),
            entry("T-025", one(world -> world.bareForm(GRANT + "&client_id=a%00b&client_secret=x"))),
            entry("T-028", one(TokenBadInputs::longQuery)),
            entry("T-030", one(world -> world.form(manyKeys()))),
            entry(
                    "T-032",
                    one(world -> world.send(world.issuer()
                            .to("/oauth2/token")
                            .header("Authorization", world.basic("client"))
                            .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-16")
                            .POST(BodyPublishers.ofString(GRANT, StandardCharsets.UTF_16))))),
            entry("T-033", one(TokenBadInputs::twoLengths)),
            entry(
                    "T-037",
                    one(world -> world.form(
                            "two",
                            GRANT + "&resource=https%3A%2F%2Fa.example%2F&resource=https%3A%2F%2Fb.example%2F"))),
            entry("T-038", one(world -> world.form("wide", GRANT + "&scope=root.all"))),
            entry(
                    "T-040",
                    one(world -> world.send(world.issuer()
                            .to("/oauth2/token")
                            .header("Origin", "https://evil.example")
                            .header("Access-Control-Request-Method", "POST")
                            .method("OPTIONS", BodyPublishers.noBody())))));

    private TokenBadInputs() {}

    private static BadInputAnswer longQuery(BadInputWorld world) throws Exception {
        return world.send(world.issuer()
                .to("/oauth2/token?a=" + "b".repeat(16 * 1024))
                .header("Authorization", world.basic("client"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(GRANT)));
    }

    /** Followed by a second request without credentials. */
    private static BadInputAnswer twoLengths(BadInputWorld world) throws Exception {
        return world.sendRaw(String.join(
                "\r\n",
                "POST /oauth2/token HTTP/1.1",
                "Host: localhost",
                "Content-Type: application/x-www-form-urlencoded",
                "Authorization: " + world.basic("client"),
                "Content-Length: 4",
                "Transfer-Encoding: chunked",
                "",
                "0",
                "",
                "POST /oauth2/token HTTP/1.1",
                "Host: localhost",
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Length: " + GRANT.length(),
                "",
                GRANT));
    }

    private static String manyKeys() {
        return IntStream.range(0, 200_000).mapToObj(i -> "k" + i + "=").collect(Collectors.joining("&"));
    }
}
