package matryoshka.service.tokens.introspection;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import matryoshka.service.clients.Client;
import matryoshka.service.keys.SignStatements;
import matryoshka.service.snapshot.Snapshot;

/** Signs an introspection response, so that the resource server can prove what it was told (RFC 9701 §5). */
public final class SignIntrospection {
    private static final String TYPE = "token-introspection+jwt";

    private final SignStatements signStatements;
    private final String issuer;
    private final Clock clock;

    public SignIntrospection(SignStatements signStatements, String issuer, Clock clock) {
        this.signStatements = signStatements;
        this.issuer = issuer;
        this.clock = clock;
    }

    String sign(Snapshot snapshot, Client client, ObjectNode introspection) {
        ObjectNode claims = JsonNodeFactory.instance.objectNode();
        claims.put("iss", issuer);
        claims.put("aud", client.id());
        claims.put("iat", clock.instant().getEpochSecond());
        claims.set("token_introspection", introspection);
        return signStatements.sign(snapshot.keys(), TYPE, claims);
    }
}
