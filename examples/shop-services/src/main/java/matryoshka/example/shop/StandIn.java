package matryoshka.example.shop;

import java.io.IOException;
import java.util.Map;

/** A service on the JDK in place of one whose program is not installed. */
final class StandIn {
    private StandIn() {}

    static JdkService forGeo(Place geo) throws IOException {
        return JdkService.start(geo, Map.of("/locations", (request, token) -> {
            token.requireScopes("geo:locate");
            return "51.5 N, 0.1 W";
        }));
    }

    static JdkService forIdentity(Place identity) throws IOException {
        Calls calls = new Calls();
        return JdkService.start(identity, Map.of("/verifications", (request, token) -> {
            token.requireScopes("identity:verify");
            calls.post(identity.town().uri("geo", "/locations"), token);
            return "verified";
        }));
    }
}
