package matryoshka.service.clients.registration;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import matryoshka.graph.BuiltIn;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sorted;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientMetadata;
import matryoshka.service.clients.authentication.VerifyCertificate;
import matryoshka.service.platform.access.AdminCaller;
import org.jspecify.annotations.Nullable;

/**
 * Decides who has power over a client. Whoever registers a client, changes its keys or generates a secret for it can act as it; whoever
 * revokes all its tokens repeatedly locks it out. Without a bound on this, {@code clients:write} would be the power to become any client.
 *
 * <p>Power over a client requires the scopes of the issuer that the client has. If the client can consent for services that name it as an
 * owner, in the graph or in registrations, it also requires the power to publish without the owners. If the client is a service, or
 * presents the tokens of services, it requires an owner of each of them.
 */
public final class ClientPower {
    private final Clients clients;
    private final ServiceOwners owners;
    private final Set<ByteBuffer> authorities;

    /**
     * @param authorities keys, encoded as in X.509, whose holders vouch for the names of other clients, unless a client with a self-signed
     *     certificate registers them
     */
    public ClientPower(Clients clients, ServiceOwners owners, Set<ByteBuffer> authorities) {
        this.clients = clients;
        this.owners = owners;
        this.authorities = Set.copyOf(authorities);
    }

    /**
     * What the caller lacks.
     *
     * @param scopes of the issuer; empty if the caller lacks nothing
     * @param owners of all the services that the client can act for, if they would not need {@link BuiltIn#GRAPH_PUBLISH_ANY}; else null
     */
    public record Lacking(Scopes scopes, @Nullable SortedSet<String> owners) {
        /** For a caller that lacks nothing. */
        public static final Lacking NOTHING = new Lacking(Scopes.NONE, null);

        public Lacking {
            owners = owners == null ? null : Sorted.set(owners);
        }

        public boolean isNothing() {
            return scopes.isEmpty();
        }
    }

    /** Returns what the caller lacks to act for whatever has this id: a client, a service, or both; nothing if it is neither. */
    public Lacking over(String id, AdminCaller caller) {
        Stream<ClientMetadata> registered = clients.find(id).map(Client::metadata).stream();
        List<SortedSet<String>> actedFor =
                id.equals(BuiltIn.NAME) ? List.of(Sorted.set(List.of())) : owners.actedForBy(id);
        return lacking(caller, id, actedFor, registered, false);
    }

    /** Returns what the caller lacks for power over a service, which its owners and its own client have. */
    public Lacking overService(String service, AdminCaller caller) {
        return lacking(caller, service, ownersOf(service).stream().toList(), Stream.of(), false);
    }

    /** Returns what the caller lacks to act for a client. */
    Lacking toActFor(OwnedClient owned, AdminCaller caller) {
        Client client = owned.client();
        return lacking(caller, client.id(), owned.owners(), Stream.of(client.metadata()), false);
    }

    /** Returns what the caller lacks to register or remove a client. */
    Lacking toAddOrRemove(OwnedClient owned, AdminCaller caller) {
        Client client = owned.client();
        boolean unsettles = !disowned(client.metadata()).isEmpty();
        return lacking(caller, client.id(), owned.owners(), Stream.of(client.metadata()), unsettles);
    }

    /** Returns what the caller lacks to replace a registration. */
    Lacking toChange(OwnedClient owned, ClientMetadata after, AdminCaller caller) {
        ClientMetadata before = owned.client().metadata();
        boolean unsettles = !disowned(before).equals(disowned(after));
        return lacking(caller, owned.client().id(), owned.owners(), Stream.of(before, after), unsettles);
    }

    /**
     * Returns the authorities that lose their role while this client is registered. To choose them is to choose who can have which name.
     */
    private Set<ByteBuffer> disowned(ClientMetadata client) {
        Set<ByteBuffer> keys = VerifyCertificate.ofSelfSigned(client);
        keys.retainAll(authorities);
        return keys;
    }

    /** The issuer's own service is in no document and has no owners. */
    private Optional<SortedSet<String>> ownersOf(String service) {
        return service.equals(BuiltIn.NAME) ? Optional.of(Sorted.set(List.of())) : owners.of(service);
    }

    /**
     * Returns what the caller lacks for power over a client in all of these states.
     *
     * @param owners of each service that the client can act for
     * @param unsettles whether the change affects which authorities are trusted
     */
    private static Lacking lacking(
            AdminCaller caller,
            String id,
            List<SortedSet<String>> owners,
            Stream<ClientMetadata> states,
            boolean unsettles) {
        Scopes administrative = Scopes.union(states.map(ClientMetadata::scopes)).intersect(BuiltIn.scopes());
        boolean isAnother = !caller.clientId().equals(id);
        boolean consents =
                administrative.contains(BuiltIn.GRAPH_WRITE) || administrative.contains(BuiltIn.CLIENTS_WRITE);
        boolean actsForOthers = !owners.stream().allMatch(each -> each.contains(caller.clientId()));
        boolean givesAway = unsettles || (isAnother && (consents || actsForOthers));
        Scopes needed = givesAway ? administrative.union(Scopes.of(BuiltIn.GRAPH_PUBLISH_ANY)) : administrative;
        Scopes missing = needed.filter(scope -> !caller.has(scope));
        boolean ownersMay = missing.contains(BuiltIn.GRAPH_PUBLISH_ANY) && actsForOthers && !unsettles && !consents;
        return new Lacking(missing, ownersMay ? ownersOfAll(owners) : null);
    }

    private static SortedSet<String> ownersOfAll(List<SortedSet<String>> owners) {
        SortedSet<String> ofAll = new TreeSet<>(owners.get(0));
        owners.forEach(ofAll::retainAll);
        return ofAll;
    }
}
