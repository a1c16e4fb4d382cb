package matryoshka.service.revocation;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the revocations of each client, and the memory that all of them take, within their bounds: turns many single ones into one cut-off,
 * and only where none can be turned says that there is no room. To within what is under way, here and in other instances.
 */
public final class MakeRoom {
    private static final Logger AUDIT = LoggerFactory.getLogger("matryoshka.audit");

    private final RevocationStore kept;
    private final RevocationCache known;
    private final int maxPerClient;
    private final long maxBytes;

    /**
     * With bounds.
     *
     * @param maxPerClient revocations in force that one client asked for
     * @param maxBytes of memory for all
     */
    public MakeRoom(RevocationStore kept, RevocationCache known, int maxPerClient, long maxBytes) {
        this.kept = kept;
        this.known = known;
        this.maxPerClient = maxPerClient;
        this.maxBytes = maxBytes;
    }

    /** Whether there is room for one more of a client. */
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
