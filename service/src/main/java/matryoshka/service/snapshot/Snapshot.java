package matryoshka.service.snapshot;

import matryoshka.graph.ServiceGraph;
import matryoshka.service.clients.ClientRegistry;
import matryoshka.service.keys.KeyRing;
import matryoshka.token.TokenSealer;

/**
 * The issuer's state at one moment. Each request is answered from a single snapshot, so that nothing changes during the request, and
 * without querying the database. Immutable; equal only to itself.
 */
public final class Snapshot {
    private final long version;
    private final ServiceGraph graph;
    private final ClientRegistry clients;
    private final KeyRing keys;
    private final TokenSealer sealer;

    public Snapshot(long version, ServiceGraph graph, ClientRegistry clients, KeyRing keys, TokenSealer sealer) {
        this.version = version;
        this.graph = graph;
        this.clients = clients;
        this.keys = keys;
        this.sealer = sealer;
    }

    /** Returns the version of the graph. */
    public long version() {
        return version;
    }

    public ServiceGraph graph() {
        return graph;
    }

    public ClientRegistry clients() {
        return clients;
    }

    public KeyRing keys() {
        return keys;
    }

    /** Returns the sealer that signs with the active key of {@link #keys}. */
    public TokenSealer sealer() {
        return sealer;
    }

    Snapshot with(long newVersion, ServiceGraph newGraph) {
        return new Snapshot(newVersion, newGraph, clients, keys, sealer);
    }

    /** Returns the same snapshot with other keys, and the sealer that signs with the active one. */
    Snapshot with(KeyRing newKeys, TokenSealer newSealer) {
        return new Snapshot(version, graph, clients, newKeys, newSealer);
    }

    /** Returns the same snapshot with other clients. */
    public Snapshot with(ClientRegistry newClients) {
        return new Snapshot(version, graph, newClients, keys, sealer);
    }
}
