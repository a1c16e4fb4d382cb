package matryoshka.service.clients.registration;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import matryoshka.graph.BuiltIn;
import matryoshka.graph.Sorted;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientMetadata;
import matryoshka.service.clients.authentication.VerifyCertificate;
import matryoshka.service.platform.access.AdminCaller;
import org.jspecify.annotations.Nullable;

/**
 * Who has power over a client. Whoever registers a client, changes its keys or makes a secret for it can act as it, and whoever revokes
 * all its tokens in a loop shuts it out: were that not bounded, {@code clients:write} would be the power to become anybody.
 *
 * <p>It takes the client's scopes of the issuer. For a client that can consent for services which name it as their owner, in the graph or
 * to registrations, it takes the power to do without owners. For a client that is a service, it takes that service's owners.
 */
public final class ClientPower {
    private final Clients clients;
    private final ServiceOwners owners;
    private final Set<ByteBuffer> authorities;

    /**
     * Knows all that counts.
     *
     * @param authorities keys, as X.509 encodes them, whose holders vouch for other clients' names unless a client that signs its own
     *     certificate is registered with them
     */
    public ClientPower(Clients clients, ServiceOwners owners, Set<ByteBuffer> authorities) {
        this.clients = clients;
        this.owners = owners;
        this.authorities = Set.copyOf(authorities);
    }

    /**
     * What the caller lacks.
     *
     * @param scopes of the issuer; empty when it lacks nothing
     * @param owners of the service that the client is, when one of these would not lack {@link BuiltIn#GRAPH_PUBLISH_ANY}; else null
     */
    public record Lacking(
            SortedSet<String> scopes, @Nullable SortedSet<String> owners) {
        /** Of a caller who lacks nothing. */
        public static final Lacking NOTHING = new Lacking(Sorted.set(List.of()), null);

        public Lacking {
            scopes = Sorted.set(scopes);
            owners = owners == null ? null : Sorted.set(owners);
        }

        public boolean isNothing() {
            return scopes.isEmpty();
        }
    }

    /** What the caller lacks to act for whatever has this id: a client, a service, or both; nothing where it is neither. */
    public Lacking over(String id, AdminCaller caller) {
        Stream<ClientMetadata> registered = clients.find(id).map(Client::metadata).stream();
        return lacking(caller, id, ownersOf(id), registered, false);
    }

    /** What the caller lacks of the power over a service, which its owners have, and the client that it is. */
    public Lacking overService(String service, AdminCaller caller) {
        return lacking(caller, service, ownersOf(service), Stream.of(), false);
    }

    /** What the caller lacks to act for a client. */
    Lacking toActFor(OwnedClient owned, AdminCaller caller) {
        Client client = owned.client();
        return lacking(caller, client.id(), owned.owners(), Stream.of(client.metadata()), false);
    }

    /** What the caller lacks to register this, or to remove it. */
    Lacking toAddOrRemove(OwnedClient owned, AdminCaller caller) {
        Client client = owned.client();
        boolean unsettles = !disowned(client.metadata()).isEmpty();
        return lacking(caller, client.id(), owned.owners(), Stream.of(client.metadata()), unsettles);
    }

    /** What the caller lacks to put this in the place of what is registered. */
    Lacking toChange(OwnedClient owned, ClientMetadata after, AdminCaller caller) {
        ClientMetadata before = owned.client().metadata();
        boolean unsettles = !disowned(before).equals(disowned(after));
        return lacking(caller, owned.client().id(), owned.owners(), Stream.of(before, after), unsettles);
    }

    /** The authorities that are none while this is registered. To choose them is to choose who can have which name. */
    private Set<ByteBuffer> disowned(ClientMetadata client) {
        Set<ByteBuffer> keys = VerifyCertificate.ofSelfSigned(client);
        keys.retainAll(authorities);
        return keys;
    }

    /** The issuer's own service is in no document, and nobody's. */
    private Optional<SortedSet<String>> ownersOf(String service) {
        return service.equals(BuiltIn.NAME) ? Optional.of(Sorted.set(List.of())) : owners.of(service);
    }

    /**
     * What the caller lacks of the power over a client in all of these states.
     *
     * @param owners of the service of this name that is or was in the graph, if there is one
     * @param unsettles whether it changes who vouches for whom
     */
    private static Lacking lacking(
            AdminCaller caller,
            String id,
            Optional<SortedSet<String>> owners,
            Stream<ClientMetadata> states,
            boolean unsettles) {
        SortedSet<String> needed = new TreeSet<>();
        states.map(ClientMetadata::scopes).forEach(needed::addAll);
        needed.retainAll(BuiltIn.scopes());
        boolean isAnother = !caller.clientId().equals(id);
        boolean consents = needed.contains(BuiltIn.GRAPH_WRITE) || needed.contains(BuiltIn.CLIENTS_WRITE);
        boolean isOthersService = owners.isPresent() && !owners.get().contains(caller.clientId());
        if (unsettles || (isAnother && (consents || isOthersService))) {
            needed.add(BuiltIn.GRAPH_PUBLISH_ANY);
        }
        needed.removeIf(caller::has);
        boolean ownersMay = needed.contains(BuiltIn.GRAPH_PUBLISH_ANY) && isOthersService && !unsettles && !consents;
        return new Lacking(needed, ownersMay ? owners.get() : null);
    }
}
