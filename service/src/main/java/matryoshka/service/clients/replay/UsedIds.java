package matryoshka.service.clients.replay;

import java.time.Instant;

/** The used ids, kept for as long as they could be used again. Shared by all instances. Safe for many threads. */
public interface UsedIds {

    /**
     * Marks an id as used, durably. Returns false if it was used before: of several concurrent callers on any instances, one gets true.
     * Throws if nobody can tell.
     */
    boolean firstUse(UsedId id);

    /** Removes ids of objects that were already too old at this time. */
    void purge(Instant past);
}
