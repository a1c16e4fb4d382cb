package matryoshka.service.acceptance;

import static java.util.Map.entry;
import static matryoshka.service.acceptance.BadInputRequests.one;

import java.util.Map;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.RunningIssuer;

/** The cases of category {@code admin} that concern trusted issuers. Registering fetches nothing, so some of them can be registered. */
final class IssuerBadInputs {
    private static final String REGISTRATION = """
            {"name": "%s", "issuer": "%s", "jwks_uri": "%s", "audiences": ["us"], "types": ["jwt"]}""";

    static final Map<String, BadInputRequests> ALL = Map.ofEntries(
            entry("A-045", one(world -> fetchedFrom(world, "cloud", "http://169.254.169.254/latest/"))),
            entry("A-046", one(world -> fetchedFrom(world, "redirecting", "https://redirecting.example/keys"))),
            entry("A-047", one(world -> fetchedFrom(world, "rebound", "https://rebound.example/keys"))),
            entry("A-048", one(world -> registered(world, "us", RunningIssuer.URL, "https://us.example/keys"))),
            entry("A-049", one(world -> fetchedFrom(world, "endless", "https://endless.example/keys"))));

    private IssuerBadInputs() {}

    private static BadInputAnswer fetchedFrom(BadInputWorld world, String name, String address) throws Exception {
        return registered(world, name, "https://" + name + ".example", address);
    }

    private static BadInputAnswer registered(BadInputWorld world, String name, String issuer, String address)
            throws Exception {
        Caller admin = Caller.admin(world.issuer());
        String body = REGISTRATION.formatted(name, issuer, address);
        return world.timed(() -> admin.send("POST", "/issuers", "application/json", body));
    }
}
