package matryoshka.cli.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import matryoshka.cli.terminal.Json;

/**
 * A client of a realm.
 *
 * @param isService whether it only verifies tokens ({@code bearerOnly})
 * @param actsAlone whether it gets tokens for itself ({@code serviceAccountsEnabled})
 * @param actsForUsers whether users log in to it
 * @param clientScopes the default and the optional ones
 * @param audiences of its own audience mappers
 */
record RealmClient(
        String clientId,
        String description,
        boolean enabled,
        boolean isService,
        boolean isPublic,
        boolean actsAlone,
        boolean actsForUsers,
        List<String> clientScopes,
        Set<String> audiences) {
    /** What Keycloak makes in each realm. */
    private static final Set<String> BUILT_IN =
            Set.of("account", "account-console", "admin-cli", "broker", "realm-management", "security-admin-console");

    static RealmClient of(JsonNode client) {
        List<String> scopes = new ArrayList<>(Json.texts(client.path("defaultClientScopes")));
        scopes.addAll(Json.texts(client.path("optionalClientScopes")));
        return new RealmClient(
                client.path("clientId").asText(),
                text(client, "description", text(client, "name", "")),
                client.path("enabled").asBoolean(true),
                client.path("bearerOnly").asBoolean(),
                client.path("publicClient").asBoolean(),
                client.path("serviceAccountsEnabled").asBoolean(),
                !client.path("bearerOnly").asBoolean()
                        && (client.path("standardFlowEnabled").asBoolean(true)
                                || client.path("implicitFlowEnabled").asBoolean()
                                || client.path("directAccessGrantsEnabled").asBoolean()),
                List.copyOf(scopes),
                audiences(client));
    }

    boolean isBuiltIn() {
        return BUILT_IN.contains(clientId);
    }

    /** Returns the audiences that the mappers of a client or of a client scope add to access tokens. */
    static Set<String> audiences(JsonNode owner) {
        Set<String> audiences = new TreeSet<>();
        for (JsonNode mapper : owner.path("protocolMappers")) {
            JsonNode settings = mapper.path("config");
            boolean adds = mapper.path("protocolMapper").asText().equals("oidc-audience-mapper")
                    && !settings.path("access.token.claim").asText().equals("false");
            for (String member : List.of("included.client.audience", "included.custom.audience")) {
                String audience = settings.path(member).asText();
                if (adds && !audience.isEmpty()) {
                    audiences.add(audience);
                }
            }
        }
        return audiences;
    }

    /** Returns a text for people; Keycloak writes the names of its translations as {@code ${…}}. */
    static String text(JsonNode owner, String member, String otherwise) {
        String text = owner.path(member).asText("").replaceAll("\\s+", " ").strip();
        return text.isEmpty() || text.startsWith("${") ? otherwise : text;
    }
}
