package matryoshka.cli.keycloak;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import matryoshka.cli.keycloak.ClientRoles.Role;
import matryoshka.cli.keycloak.Proposal.Client;
import matryoshka.cli.keycloak.Proposal.Dependency;
import matryoshka.cli.keycloak.Proposal.Service;

/**
 * Proposes a graph. A service is whatever has roles of its own, only verifies tokens, or is the audience of a token. Its scopes are its
 * roles, and the client scopes that are for it. A service depends on another if its service account has roles there, or if its tokens can
 * have client scopes for it.
 */
final class ProposeGraph {
    private final RealmExport realm;
    private final Names names = new Names();
    private final SortedMap<String, Service> services = new TreeMap<>();
    private final Map<String, String> scopeOfClientScope = new HashMap<>();
    private final Map<String, String> owners = new HashMap<>();
    private final List<String> open = new ArrayList<>();

    ProposeGraph(RealmExport realm) {
        this.realm = realm;
    }

    Proposal proposal() {
        realm.clients().keySet().forEach(names::of);
        SortedSet<String> ids = serviceIds();
        ids.forEach(this::addService);
        realm.scopes().forEach(this::addClientScope);
        ids.forEach(this::addScopeIfNone);
        SortedMap<String, Dependency> dependencies = new TreeMap<>();
        SortedMap<String, Client> clients = new TreeMap<>();
        for (RealmClient client : realm.clients().values()) {
            if (client.enabled()) {
                add(client, ids.contains(client.clientId()), dependencies, clients);
            } else {
                open.add("The client " + client.clientId() + " is disabled.");
            }
        }
        return new Proposal(realm.realm(), services, EmbedWhereNoCircle.in(dependencies), clients, open);
    }

    private SortedSet<String> serviceIds() {
        SortedSet<String> ids = new TreeSet<>();
        for (RealmClient client : realm.clients().values()) {
            if (client.isService() || !realm.roles().of(client.clientId()).isEmpty()) {
                ids.add(client.clientId());
            }
            ids.addAll(client.audiences());
        }
        realm.scopes().values().forEach(scope -> ids.addAll(scope.audiences()));
        realm.clients().values().stream()
                .filter(client -> !client.enabled())
                .forEach(client -> ids.remove(client.clientId()));
        return ids;
    }

    private void addService(String id) {
        SortedMap<String, String> scopes = new TreeMap<>();
        realm.roles().of(id).forEach((role, description) -> own(scopes, id, roleScope(id, role), description));
        String description = Optional.ofNullable(realm.clients().get(id))
                .map(RealmClient::description)
                .orElse("");
        services.put(names.of(id), new Service(Names.audience(id, names.of(id)), description, scopes));
    }

    private String roleScope(String clientId, String role) {
        return Names.scope(names.of(clientId) + ":" + role);
    }

    private void own(SortedMap<String, String> scopes, String id, String scope, String description) {
        if (owners.putIfAbsent(scope, id) == null) {
            scopes.put(scope, description);
        } else {
            open.add("The scope " + scope + " of " + id + " is left out: another one has its name.");
        }
    }

    private void addClientScope(String name, RealmExport.Scope scope) {
        if (scope.audiences().size() > 1) {
            open.add("The client scope " + name + " is for several services (" + String.join(", ", scope.audiences())
                    + "). A scope has one owner: split it.");
            return;
        }
        String id = scope.audiences().iterator().next();
        Service service = services.get(names.of(id));
        if (service != null) {
            String proposed = Names.scope(name);
            own(service.scopes(), id, proposed, scope.description());
            scopeOfClientScope.put(name, proposed);
        }
    }

    private void addScopeIfNone(String id) {
        Service service = services.get(names.of(id));
        if (service != null && service.scopes().isEmpty()) {
            own(service.scopes(), id, Names.scope(names.of(id) + ":access"), "");
            open.add("The service " + id + " has no roles: its scope " + names.of(id) + ":access was invented.");
        }
    }

    private void add(
            RealmClient client,
            boolean isService,
            SortedMap<String, Dependency> dependencies,
            SortedMap<String, Client> clients) {
        SortedSet<String> wanted = scopes(client);
        String name = names.of(client.clientId());
        if (isService) {
            Map<String, SortedSet<String>> byService = new TreeMap<>();
            wanted.forEach(scope -> byService
                    .computeIfAbsent(names.of(owner(scope)), service -> new TreeSet<>())
                    .add(scope));
            byService.remove(name);
            byService.forEach((service, grants) ->
                    dependencies.put(name + "-" + service, new Dependency(name, service, grants, false)));
        }
        Set<String> grantTypes = new LinkedHashSet<>();
        if (client.actsAlone()) {
            grantTypes.add("client_credentials");
        }
        if (isService || client.actsForUsers()) {
            grantTypes.add("token-exchange");
        }
        if (!grantTypes.isEmpty()) {
            clients.put(name, new Client(wanted, grantTypes));
        }
        remark(client);
    }

    private String owner(String scope) {
        return owners.getOrDefault(scope, "");
    }

    /** What its tokens can be for: by roles of its service account, by client scopes, and by its own audience mappers. */
    private SortedSet<String> scopes(RealmClient client) {
        SortedSet<Role> roles = new TreeSet<>();
        if (client.actsAlone()) {
            roles.addAll(realm.ofAccount(client.clientId()));
        }
        roles.addAll(realm.mappedToClient(client.clientId()));
        SortedSet<String> scopes = new TreeSet<>();
        roles.stream().map(role -> roleScope(role.clientId(), role.name())).forEach(scopes::add);
        for (String name : client.clientScopes()) {
            Optional.ofNullable(scopeOfClientScope.get(name)).ifPresent(scopes::add);
            realm.mappedToScope(name).forEach(role -> scopes.add(roleScope(role.clientId(), role.name())));
        }
        client.audiences().forEach(id -> scopes.add(Names.scope(names.of(id) + ":access")));
        scopes.removeIf(scope -> !owners.containsKey(scope));
        return scopes;
    }

    private void remark(RealmClient client) {
        SortedSet<String> realmRoles =
                new TreeSet<>(realm.realmRoles().getOrDefault(client.clientId(), new TreeSet<>()));
        realmRoles.removeIf(role -> role.startsWith("default-roles-"));
        if (!realmRoles.isEmpty()) {
            open.add("The service account of " + client.clientId() + " has the realm roles "
                    + String.join(", ", realmRoles) + ". Realm roles belong to no service.");
        }
        if (client.isPublic() && client.actsForUsers()) {
            open.add("The client " + client.clientId()
                    + " is public. Let its backend exchange tokens: a client here has a secret or a key.");
        }
    }
}
