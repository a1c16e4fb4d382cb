package matryoshka.cli.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import matryoshka.cli.keycloak.ClientRoles.Role;
import matryoshka.cli.terminal.CommandFailed;
import matryoshka.cli.terminal.Json;

/**
 * What a realm export of Keycloak says about services and who calls them. Leaves out what Keycloak makes in each realm, and every secret.
 *
 * @param clients by id
 * @param roles of clients
 * @param scopes client scopes that name an audience, by name
 * @param accountRoles roles of the service account of each client
 * @param realmRoles realm roles of the service account of each client
 * @param mapped roles that a client or a client scope may have in tokens, by its kind and name
 */
record RealmExport(
        String realm,
        SortedMap<String, RealmClient> clients,
        ClientRoles roles,
        SortedMap<String, Scope> scopes,
        Map<String, SortedSet<Role>> accountRoles,
        Map<String, SortedSet<String>> realmRoles,
        Map<String, SortedSet<Role>> mapped) {

    /** A client scope. */
    record Scope(String description, Set<String> audiences) {}

    /**
     * Reads an export.
     *
     * @throws CommandFailed if it is none
     */
    static RealmExport of(ObjectNode export) {
        if (!export.path("realm").isTextual() || !export.path("clients").isArray()) {
            throw new CommandFailed("this is no realm export of Keycloak with clients: it lacks 'realm' or 'clients'."
                    + " In Keycloak: Realm settings, Action, Partial export, Include clients");
        }
        SortedMap<String, RealmClient> clients = new TreeMap<>();
        for (JsonNode client : export.get("clients")) {
            RealmClient read = RealmClient.of(client);
            boolean isOidc = client.path("protocol").asText("openid-connect").equals("openid-connect");
            if (isOidc && !read.isBuiltIn() && !read.clientId().isEmpty()) {
                clients.put(read.clientId(), read);
            }
        }
        SortedMap<String, Scope> scopes = new TreeMap<>();
        for (JsonNode scope : export.path("clientScopes")) {
            Set<String> audiences = RealmClient.audiences(scope);
            if (!audiences.isEmpty()) {
                scopes.put(
                        scope.path("name").asText(), new Scope(RealmClient.text(scope, "description", ""), audiences));
            }
        }
        Map<String, SortedSet<Role>> accountRoles = new TreeMap<>();
        Map<String, SortedSet<String>> realmRoles = new TreeMap<>();
        for (JsonNode user : export.path("users")) {
            String clientId = user.path("serviceAccountClientId").asText();
            if (!clientId.isEmpty()) {
                accountRoles.put(clientId, ClientRoles.byClient(user.path("clientRoles")));
                realmRoles.put(clientId, new TreeSet<>(Json.texts(user.path("realmRoles"))));
            }
        }
        return new RealmExport(
                export.get("realm").textValue(),
                clients,
                new ClientRoles(export.path("roles")),
                scopes,
                accountRoles,
                realmRoles,
                mapped(export.path("clientScopeMappings")));
    }

    private static Map<String, SortedSet<Role>> mapped(JsonNode mappings) {
        Map<String, SortedSet<Role>> mapped = new TreeMap<>();
        mappings.properties()
                .forEach(target -> target.getValue().forEach(mapping -> {
                    String holder = mapping.has("client")
                            ? ofClient(mapping.path("client").asText())
                            : ofScope(mapping.path("clientScope").asText());
                    Json.texts(mapping.path("roles"))
                            .forEach(role -> mapped.computeIfAbsent(holder, name -> new TreeSet<>())
                                    .add(new Role(target.getKey(), role)));
                }));
        return mapped;
    }

    /** Returns the roles of other clients that the tokens of a client may have. */
    SortedSet<Role> mappedToClient(String clientId) {
        return roles.expanded(mapped.getOrDefault(ofClient(clientId), new TreeSet<>()));
    }

    /** Returns the roles that a client scope brings. */
    SortedSet<Role> mappedToScope(String name) {
        return roles.expanded(mapped.getOrDefault(ofScope(name), new TreeSet<>()));
    }

    private static String ofClient(String clientId) {
        return "client " + clientId;
    }

    private static String ofScope(String name) {
        return "scope " + name;
    }

    /** Returns the roles that the service account of a client has, with all that they include. */
    SortedSet<Role> ofAccount(String clientId) {
        return roles.expanded(accountRoles.getOrDefault(clientId, new TreeSet<>()));
    }
}
