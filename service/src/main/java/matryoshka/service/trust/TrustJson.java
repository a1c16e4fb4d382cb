package matryoshka.service.trust;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import matryoshka.service.clients.registration.StoredJson;
import matryoshka.service.platform.http.VersionTag;

/** Writes trusted issuers as JSON: as registered, with defaults filled in. */
final class TrustJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private TrustJson() {}

    static ObjectNode issuer(TrustedIssuer issuer) {
        TrustTerms terms = issuer.terms();
        ObjectNode node = JSON.objectNode().put("name", issuer.name()).put("issuer", terms.issuer());
        if (terms.jwks() != null) {
            node.set("jwks", StoredJson.parse(terms.jwks()));
        }
        if (terms.jwksUri() != null) {
            node.put("jwks_uri", terms.jwksUri().toString());
        }
        ArrayNode audiences = node.putArray("audiences");
        terms.audiences().forEach(audiences::add);
        ArrayNode types = node.putArray("types");
        terms.types().forEach(type -> types.add(type.shortName()));
        ArrayNode algorithms = node.putArray("algorithms");
        terms.algorithms().forEach(algorithm -> algorithms.add(algorithm.joseName()));
        ObjectNode claims = node.putObject("claims");
        terms.claims().forEach(claims::put);
        node.put("subject_prefix", terms.subjectPrefix());
        ArrayNode clients = node.putArray("clients");
        terms.clients().forEach(clients::add);
        // Present only for issuers that the API cannot change.
        return issuer.isConfigured() ? node.put("configured", true) : node;
    }

    /**
     * Returns the entity tag of an issuer. It depends on the issuer's representation, since a revision number can recur under the same
     * name.
     */
    static VersionTag tag(TrustedIssuer issuer) {
        return VersionTag.ofContent(issuer.revision(), issuer(issuer));
    }

    static ObjectNode issuers(Collection<TrustedIssuer> issuers) {
        ObjectNode node = JSON.objectNode();
        ArrayNode list = node.putArray("issuers");
        issuers.forEach(issuer -> list.add(issuer(issuer)));
        return node;
    }
}
