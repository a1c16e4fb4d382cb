package matryoshka.resource.testing;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import matryoshka.resource.PresentedToken;
import matryoshka.resource.RefusedException;
import matryoshka.resource.ResourceServer;
import matryoshka.resource.testing.PlayedEndpoints.Answer;
import matryoshka.resource.testing.PlayedEndpoints.Request;

/** An endpoint of a service that verifies tokens, and answers with who presented one and what was sent. Thread-safe. */
public final class PlayedVerifier implements Function<Request, Answer>, AutoCloseable {
    private final ResourceServer server;

    private PlayedVerifier(ResourceServer server) {
        this.server = server;
    }

    /** Returns an endpoint that demands nonces in proofs. */
    public static PlayedVerifier demandingNonces(PlayedIssuer issuer, String audience) {
        return new PlayedVerifier(ResourceServer.builder()
                .issuer(issuer.uri())
                .audience(audience)
                .proofNonces(new byte[16])
                .build());
    }

    @Override
    public Answer apply(Request request) {
        PresentedToken presented = PresentedToken.ofAuthorization(List.of(request.authorization()))
                .withProofs(List.of(request.proof()), request.method(), URI.create(request.url()));
        try {
            return Answer.ok(
                    "text/plain", "accepted " + server.verify(presented).clientId() + ": " + request.body());
        } catch (RefusedException refusal) {
            Map<String, String> headers = new TreeMap<>();
            refusal.headers().forEach((name, values) -> headers.put(name, values.get(0)));
            return new Answer(refusal.status(), headers, refusal.description());
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
