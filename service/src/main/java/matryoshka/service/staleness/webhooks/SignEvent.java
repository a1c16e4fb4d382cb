package matryoshka.service.staleness.webhooks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import matryoshka.service.clients.registration.StoredJson;
import matryoshka.service.keys.KeyRing;
import matryoshka.service.keys.SignStatements;

/** Makes the security event token of a delivery (RFC 8417 §2). Its claims are the same at every attempt. */
public final class SignEvent {
    static final String TYPE = "secevent+jwt";

    private final SignStatements signStatements;
    private final String issuer;

    public SignEvent(SignStatements signStatements, String issuer) {
        this.signStatements = signStatements;
        this.issuer = issuer;
    }

    String sign(KeyRing keys, Delivery delivery) {
        ObjectNode claims = JsonNodeFactory.instance
                .objectNode()
                .put("iss", issuer)
                .put("iat", delivery.createdAt().getEpochSecond())
                .put("jti", delivery.jti())
                .put("aud", delivery.audience());
        ObjectNode event = claims.putObject("events").putObject(issuer + "/events/graph-published");
        event.put("version", delivery.version());
        event.setAll((ObjectNode) StoredJson.parse(delivery.changes()));
        return signStatements.sign(keys, TYPE, claims);
    }
}
