package matryoshka.service.clients.registration;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Collectors;
import matryoshka.graph.BuiltIn;
import matryoshka.graph.Names;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sorted;
import matryoshka.graph.Violation;
import matryoshka.service.clients.AuthenticationMethod;
import matryoshka.service.clients.ClientMetadata;
import matryoshka.service.platform.json.ObjectCursor;
import matryoshka.service.platform.outbound.OutboundPolicy;
import matryoshka.service.platform.outbound.OutboundUrl;
import matryoshka.token.ClaimNames;
import org.jspecify.annotations.Nullable;

/**
 * Reads registrations from JSON, strictly, and reports all violations. Does not check which scopes exist. Besides the rules of
 * {@link ObjectCursor} it reports: {@code name}, {@code reserved}, {@code scope}, {@code grant-type}, {@code authentication-method},
 * {@code token-format}, {@code reserved-claim}, {@code too-large}, {@code key}, {@code private-key},
 * {@code certificate-name}, {@code keys}, {@code jwks-uri}.
 */
final class ClientMetadataReader {
    private static final int MAX_NAME_CHARS = 200;
    private static final int MAX_OBJECT_BYTES = 2 * 1024;
    private static final Set<String> GRANT_TYPES =
            Set.of(ClientMetadata.CLIENT_CREDENTIALS, ClientMetadata.TOKEN_EXCHANGE, ClientMetadata.JWT_BEARER);
    private static final Set<String> FORMATS = Set.of(ClientMetadata.JWT, ClientMetadata.PHANTOM, ClientMetadata.SPLIT);

    private final ObjectCursor body;
    private final OutboundPolicy policy;
    private final List<Violation> violations;

    private ClientMetadataReader(ObjectCursor body, OutboundPolicy policy, List<Violation> violations) {
        this.body = body;
        this.policy = policy;
        this.violations = violations;
    }

    /** @param policy which URLs keys may be fetched from */
    static Registration read(JsonNode body, OutboundPolicy policy) {
        List<Violation> violations = new ArrayList<>();
        ObjectCursor cursor = ObjectCursor.of(body, violations);
        if (cursor == null) {
            return new Registration(null, ClientMetadata.DEFAULT, violations);
        }
        ClientMetadataReader reader = new ClientMetadataReader(cursor, policy, violations);
        String clientId = reader.clientId();
        ClientMetadata metadata = reader.metadata();
        cursor.refuseOthers();
        return new Registration(clientId, metadata, violations);
    }

    private @Nullable String clientId() {
        String id = body.text("client_id");
        if (id != null && !Names.isName(id)) {
            body.report(
                    "client_id",
                    "name",
                    "A client_id must have 1 to 100 of the characters A-Z a-z 0-9 . _ - and start with a letter or digit.");
        } else if (BuiltIn.NAME.equals(id)) {
            body.report("client_id", "reserved", "This name is reserved for the issuer itself.");
        }
        return id;
    }

    private ClientMetadata metadata() {
        AuthenticationMethod authentication = authentication();
        return new ClientMetadata(
                name(),
                scopes(),
                grantTypes(),
                authentication,
                jwks(authentication),
                tokenFormat(),
                claims(),
                object("properties"),
                body.flag("disabled"),
                PossessionReader.read(body, authentication),
                jwksUri(authentication));
    }

    private @Nullable String name() {
        String name = body.text("client_name");
        if (name != null && name.length() > MAX_NAME_CHARS) {
            body.report(
                    "client_name", "too-large", "A client_name can have at most " + MAX_NAME_CHARS + " characters.");
        }
        return name;
    }

    private Scopes scopes() {
        String list = body.text("scope");
        if (list == null || list.isEmpty()) {
            return Scopes.NONE;
        }
        String[] scopes = list.split(" ", -1);
        for (String scope : scopes) {
            if (!Names.isScope(scope)) {
                body.report(
                        "scope",
                        "scope",
                        "This must be a list of scopes (RFC 6749, 3.3) of at most 200 characters, separated by single spaces.");
                return Scopes.NONE;
            }
        }
        return Scopes.of(scopes);
    }

    private SortedSet<String> grantTypes() {
        if (!body.has("grant_types")) {
            return ClientMetadata.DEFAULT.grantTypes();
        }
        SortedSet<String> grants = body.texts("grant_types");
        if (grants != null && !GRANT_TYPES.containsAll(grants)) {
            body.report(
                    "grant_types",
                    "grant-type",
                    "Unsupported grant type; supported are " + String.join(", ", Sorted.set(GRANT_TYPES)) + ".");
        }
        return grants == null ? ClientMetadata.DEFAULT.grantTypes() : grants;
    }

    private AuthenticationMethod authentication() {
        String name = body.text("token_endpoint_auth_method");
        Optional<AuthenticationMethod> method = Optional.ofNullable(name).flatMap(AuthenticationMethod::of);
        if (name != null && method.isEmpty()) {
            body.report(
                    "token_endpoint_auth_method",
                    "authentication-method",
                    "Unsupported authentication method; supported are "
                            + Arrays.stream(AuthenticationMethod.values())
                                    .map(AuthenticationMethod::registeredName)
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
        return method.orElse(ClientMetadata.DEFAULT.authentication());
    }

    private @Nullable String jwks(AuthenticationMethod authentication) {
        boolean isFetched = body.has("jwks_uri");
        if (isFetched && body.has("jwks")) {
            body.report("jwks_uri", "keys", "A client can have only one of \"jwks\" and \"jwks_uri\".");
        }
        if (authentication.hasKeys() && !(isFetched && authentication == AuthenticationMethod.PRIVATE_KEY_JWT)) {
            body.requires("jwks");
        }
        return PublicKeysReader.read(body, violations);
    }

    private @Nullable URI jwksUri(AuthenticationMethod authentication) {
        URI uri = OutboundUrl.read(body, "jwks_uri", "jwks-uri", policy);
        if (uri != null && authentication != AuthenticationMethod.PRIVATE_KEY_JWT) {
            body.report("jwks_uri", "keys", "Only private_key_jwt uses keys from a \"jwks_uri\".");
        }
        return uri;
    }

    private String tokenFormat() {
        String format = body.text("token_format");
        if (format == null) {
            return ClientMetadata.JWT;
        }
        if (FORMATS.contains(format)) {
            return format;
        }
        body.report("token_format", "token-format", "Unknown token format; supported are jwt, phantom and split.");
        return format;
    }

    private SortedMap<String, Object> claims() {
        SortedMap<String, Object> claims = object("claims");
        for (String name : claims.keySet()) {
            if (ClaimNames.RESERVED.contains(name)) {
                violations.add(
                        new Violation("/claims/" + name, "reserved-claim", "Only the issuer can set this claim."));
            }
        }
        return claims;
    }

    private SortedMap<String, Object> object(String member) {
        ObjectCursor object = body.object(member);
        SortedMap<String, Object> values = object == null ? Sorted.map(Map.of()) : object.values();
        if (StoredJson.print(values).getBytes(StandardCharsets.UTF_8).length > MAX_OBJECT_BYTES) {
            body.report(member, "too-large", "This can have at most " + MAX_OBJECT_BYTES + " bytes.");
        }
        return values;
    }
}
