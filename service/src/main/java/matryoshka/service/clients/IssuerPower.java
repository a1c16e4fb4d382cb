package matryoshka.service.clients;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import matryoshka.graph.BuiltIn;
import matryoshka.service.access.AdminCaller;

/**
 * What a client may do to the issuer itself. Whoever registers a client, or makes a secret for it, can act as it: were that not bounded by
 * the caller's own power, {@code clients:write} would be the power to become anybody. A client that may change the graph can be the owner
 * of services besides, now or once somebody names it as one; to act as it takes the power to do without owners.
 */
final class IssuerPower {
    private IssuerPower() {}

    /** The scopes that the caller needs to touch a client in any of these states, and has not. */
    static SortedSet<String> lacking(AdminCaller caller, String id, ClientMetadata... states) {
        SortedSet<String> needed = new TreeSet<>();
        Stream.of(states).map(ClientMetadata::scopes).forEach(needed::addAll);
        needed.retainAll(BuiltIn.scopes());
        if (needed.contains(BuiltIn.GRAPH_WRITE) && !caller.clientId().equals(id)) {
            needed.add(BuiltIn.GRAPH_PUBLISH_ANY);
        }
        needed.removeIf(caller::has);
        return needed;
    }
}
