package matryoshka.service.revocation;

import java.util.Optional;
import matryoshka.service.platform.audit.AuditLog;

/**
 * Keeps each client's revocations, and the memory for all of them, within their bounds: turns many single revocations into one cut-off.
 * Only if that is impossible is there no room. Counts are exact except for changes in progress, here and on other instances.
 */
public final class MakeRoom {
    private final RevocationStore kept;
    private final RevocationCache known;
    private final int maxPerClient;
    private final long maxBytes;
    private final AuditLog audit;

    /**
     * @param maxPerClient revocations in force that one client requested
     * @param maxBytes of memory for all revocations
     */
    public MakeRoom(RevocationStore kept, RevocationCache known, int maxPerClient, long maxBytes, AuditLog audit) {
        this.kept = kept;
        this.known = known;
        this.maxPerClient = maxPerClient;
        this.maxBytes = maxBytes;
        this.audit = audit;
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
        audit.cutOff(cutOff.revokedBy(), cutOff.value(), party == null ? null : party.audience(), cutOff.latestIssue());
    }
}
