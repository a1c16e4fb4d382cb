package matryoshka.service.revocation;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps each client's revocations, and the memory for all of them, within their bounds: turns many single revocations into one cut-off.
 * Only if that is impossible is there no room. Counts are exact except for changes in progress, here and on other instances.
 */
public final class MakeRoom {
    private static final Logger AUDIT = LoggerFactory.getLogger("matryoshka.audit");

    private final RevocationStore kept;
    private final RevocationCache known;
    private final int maxPerClient;
    private final long maxBytes;

    /**
     * @param maxPerClient revocations in force that one client requested
     * @param maxBytes of memory for all revocations
     */
    public MakeRoom(RevocationStore kept, RevocationCache known, int maxPerClient, long maxBytes) {
        this.kept = kept;
        this.known = known;
        this.maxPerClient = maxPerClient;
        this.maxBytes = maxBytes;
    }

    /** Returns whether there is room for one more revocation by a client. */
    boolean isThere(String revokedBy) {
        boolean fewer = known.areFewer(revokedBy, maxPerClient);
        if (fewer && known.bytes() < maxBytes) {
            return true;
        }
        Optional<Party> heaviest = fewer ? known.heaviest() : known.heaviest(revokedBy);
        heaviest.flatMap(kept::cutOff).ifPresent(this::takeOver);
        return heaviest.isPresent();
    }

    private void takeOver(Revocation cutOff) {
        known.add(cutOff);
        Party party = cutOff.party();
        AUDIT.warn(
                "revocations cut off by={} begun_by={} audience={} begun_until={}",
                cutOff.revokedBy(),
                cutOff.value(),
                party == null || party.audience() == null ? "" : party.audience(),
                cutOff.latestIssue().getEpochSecond());
    }
}
