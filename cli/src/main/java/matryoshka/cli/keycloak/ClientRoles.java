package matryoshka.cli.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import matryoshka.cli.terminal.Json;

/** The roles of clients, and what each includes. */
final class ClientRoles {
    /** A role of a client. */
    record Role(String clientId, String name) implements Comparable<Role> {
        @Override
        public int compareTo(Role other) {
            int byClient = clientId.compareTo(other.clientId);
            return byClient == 0 ? name.compareTo(other.name) : byClient;
        }
    }

    private final SortedMap<Role, String> descriptions = new TreeMap<>();
    private final SortedMap<Role, SortedSet<Role>> included = new TreeMap<>();

    /** @param roles the member {@code roles} of an export */
    ClientRoles(JsonNode roles) {
        roles.path("client")
                .properties()
                .forEach(client -> client.getValue().forEach(role -> {
                    Role read = new Role(client.getKey(), role.path("name").asText());
                    descriptions.put(read, RealmClient.text(role, "description", ""));
                    included.put(read, byClient(role.at("/composites/client")));
                }));
    }

    /** Reads roles that are grouped by client. */
    static SortedSet<Role> byClient(JsonNode grouped) {
        SortedSet<Role> roles = new TreeSet<>();
        grouped.properties()
                .forEach(client ->
                        Json.texts(client.getValue()).forEach(name -> roles.add(new Role(client.getKey(), name))));
        return roles;
    }

    /** Returns the roles of a client with their descriptions. */
    SortedMap<String, String> of(String clientId) {
        SortedMap<String, String> roles = new TreeMap<>();
        for (Map.Entry<Role, String> role : descriptions.entrySet()) {
            if (role.getKey().clientId().equals(clientId)) {
                roles.put(role.getKey().name(), role.getValue());
            }
        }
        return roles;
    }

    /** Returns roles with all that they include, at any depth. */
    SortedSet<Role> expanded(Collection<Role> roles) {
        SortedSet<Role> all = new TreeSet<>();
        Deque<Role> open = new ArrayDeque<>(roles);
        while (!open.isEmpty()) {
            Role next = open.pop();
            if (all.add(next)) {
                open.addAll(included.getOrDefault(next, new TreeSet<>()));
            }
        }
        return all;
    }
}
