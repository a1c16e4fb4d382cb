package matryoshka.service.staleness.events;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import matryoshka.service.planning.minting.RegistrationDigest;
import matryoshka.service.snapshot.Snapshot;

/**
 * Records, for graph versions, which plan nodes are stale, in which version they became stale, and the event of each version. One instance
 * writes at a time, a few plans per transaction, so that no transaction lasts long and nobody waits.
 */
public interface Recordings {
    /**
     * Begins a recording, unless another instance is recording. The recording ends when it is closed, or when nothing has been written for
     * half a minute: its writer is then considered dead.
     */
    Optional<Recording> begin();

    /** Returns, by client, a digest of the registration with which the client's plans were last evaluated. */
    Map<String, RegistrationDigest> registrations();

    /** The recording of one instance. Once another instance has begun one, every method throws. */
    interface Recording extends AutoCloseable {
        /** Returns the latest version that has an event; zero for none. */
        long latest();

        /** Returns whether an earlier writer died before it wrote the event of its version. No event tells what that writer had written. */
        boolean isInterrupted();

        /** Returns up to when plans entered by lagging instances have been examined. */
        Instant enteredUntil();

        /**
         * Writes the staleness of nodes in a version.
         *
         * @return the nodes whose staleness is new
         */
        Changes write(long version, Standings standings);

        /** Writes the registrations with which clients' plans were evaluated; null for clients that were removed. */
        void registrations(Map<String, Optional<RegistrationDigest>> registrations);

        /** Writes the event of a version and queues its deliveries to resource servers. Earlier versions without an event did nothing. */
        void publish(Snapshot snapshot, Changes changes);

        /** Notes that plans entered before this recording began have been examined. */
        void lookedAtEntered();

        @Override
        void close();
    }

    /**
     * The staleness of some plan nodes.
     *
     * @param stale the stale ones
     * @param fresh the fresh ones
     */
    record Standings(Collection<NodeChange> stale, Collection<NodeChange> fresh) {}
}
