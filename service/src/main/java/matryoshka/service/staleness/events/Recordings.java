package matryoshka.service.staleness.events;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import matryoshka.service.planning.minting.RegistrationDigest;
import matryoshka.service.snapshot.Snapshot;

/**
 * What is written down of versions: which plan nodes are stale, in which version they became so, and each version's event. One instance
 * at a time writes, a few plans after the other, so that no transaction lasts and nobody waits.
 */
public interface Recordings {
    /**
     * Begins, unless another instance is at it. Ends when it is closed; also when nothing was written for half a minute, since then its
     * writer is taken for dead.
     */
    Optional<Recording> begin();

    /** A digest of what each client had registered when its plans were judged last, by client. */
    Map<String, RegistrationDigest> registrations();

    /** That of one instance, for as long as no other one has begun. Whatever is called afterwards throws. */
    interface Recording extends AutoCloseable {
        /** The latest version that has an event; zero for none. */
        long latest();

        /** Whether an earlier writer died before the event of the version that it was writing: what it had written is told nowhere. */
        boolean isInterrupted();

        /** Up to when entered plans have been looked at that lagging instances had entered. */
        Instant enteredUntil();

        /**
         * Writes how nodes stand in a version.
         *
         * @return those of which that is new
         */
        Changes write(long version, Standings standings);

        /** Writes what clients had registered when their plans were judged; null for those that are gone. */
        void registrations(Map<String, Optional<RegistrationDigest>> registrations);

        /** Writes the event of a version, and what resource servers are to be told. Versions before it without an event did nothing. */
        void publish(Snapshot snapshot, Changes changes);

        /** Plans that were entered before this began have been looked at. */
        void lookedAtEntered();

        @Override
        void close();
    }

    /**
     * How some plan nodes stand.
     *
     * @param stale those that are
     * @param fresh those that are not
     */
    record Standings(Collection<NodeChange> stale, Collection<NodeChange> fresh) {}
}
