package matryoshka.service.clients.replay;

import java.time.Instant;

/** The ids that were used, for as long as they could be used again. The same for all instances. Safe for many threads. */
public interface UsedIds {

    /**
     * Marks an id as used, durably. False when it was before: of several that ask at once, on whatever instance, one is told true. Where
     * nobody can tell, this throws.
     */
    boolean firstUse(UsedId id);

    /** Forgets what was refused by its age before this already. */
    void purge(Instant past);
}
