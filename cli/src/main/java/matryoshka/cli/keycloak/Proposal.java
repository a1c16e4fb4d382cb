package matryoshka.cli.keycloak;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * A graph and clients, for people to read before anything is published.
 *
 * @param services by name
 * @param dependencies by name
 * @param clients by id
 * @param open sentences about what is not in the proposal, or has to be decided
 */
record Proposal(
        String realm,
        SortedMap<String, Service> services,
        SortedMap<String, Dependency> dependencies,
        SortedMap<String, Client> clients,
        List<String> open) {

    /**
     * A service.
     *
     * @param audience empty: its name
     * @param scopes with their descriptions
     */
    record Service(String audience, String description, SortedMap<String, String> scopes) {}

    /**
     * A dependency.
     *
     * @param exchange whether its tokens are not embedded, because the services call each other in a circle
     */
    record Dependency(String from, String to, SortedSet<String> grants, boolean exchange) {}

    /**
     * A client.
     *
     * @param grantTypes without {@code urn:ietf:params:oauth:grant-type:}
     */
    record Client(SortedSet<String> scopes, Set<String> grantTypes) {}
}
