package matryoshka.service.clients.registration;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientMetadata;
import matryoshka.service.clients.Possession;
import matryoshka.service.clients.registration.ClientOutcome.Done;
import matryoshka.service.platform.http.VersionTag;
import matryoshka.service.platform.json.JsonValues;
import matryoshka.service.platform.oauth.Secret;
import org.jspecify.annotations.Nullable;

/** Writes clients as JSON, in the terms of RFC 7591 §3.2.1. Includes a secret only right after it was generated. */
final class ClientJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** RFC 7591 §3.2.1: 0 means never. */
    private static final int NEVER = 0;

    private ClientJson() {}

    static ObjectNode client(Client client) {
        ClientMetadata metadata = client.metadata();
        ObjectNode node = JSON.objectNode().put("client_id", client.id());
        if (metadata.name() != null) {
            node.put("client_name", metadata.name());
        }
        node.put("scope", metadata.scopes().toString());
        ArrayNode grants = node.putArray("grant_types");
        metadata.grantTypes().forEach(grants::add);
        node.put("token_endpoint_auth_method", metadata.authentication().registeredName());
        if (metadata.jwks() != null) {
            node.set("jwks", StoredJson.parse(metadata.jwks()));
        }
        if (metadata.jwksUri() != null) {
            node.put("jwks_uri", metadata.jwksUri().toString());
        }
        Possession possession = metadata.possession();
        if (possession.certificate() != null) {
            node.put(
                    possession.certificate().kind().memberName(),
                    possession.certificate().value());
        }
        node.put("dpop_bound_access_tokens", possession.dpopBound());
        node.put("tls_client_certificate_bound_access_tokens", possession.certificateBound());
        node.put("token_format", metadata.tokenFormat());
        node.set("claims", JsonValues.node(metadata.claims()));
        node.set("properties", JsonValues.node(metadata.properties()));
        node.put("disabled", metadata.disabled());
        return node.put("client_id_issued_at", client.createdAt().getEpochSecond());
    }

    /**
     * Returns the entity tag of a client. It depends on the client's representation, since a revision number can recur under the same id.
     */
    static VersionTag tag(Client client) {
        return VersionTag.ofContent(client.revision(), client(client));
    }

    static ObjectNode clients(Collection<Client> clients) {
        ObjectNode node = JSON.objectNode();
        ArrayNode list = node.putArray("clients");
        clients.forEach(client -> list.add(client(client)));
        return node;
    }

    /** Writes a newly registered client, with its first secret if it has one. */
    static ObjectNode registered(Done done) {
        return withSecret(client(done.client()), done.secret());
    }

    /** Writes a newly generated secret. */
    static ObjectNode secret(Done done) {
        return withSecret(JSON.objectNode().put("client_id", done.client().id()), done.secret());
    }

    private static ObjectNode withSecret(ObjectNode node, @Nullable Secret secret) {
        return secret == null
                ? node
                : node.put("client_secret", secret.reveal()).put("client_secret_expires_at", NEVER);
    }
}
