package matryoshka.service.start.restore;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/** Finds what an audit log in JSON says happened, and a database that was restored from a backup does not have. */
public final class FindUndone {
    /** How many revoked tokens are looked up at once. */
    private static final int PAGE = 1_000;

    private record Changed(AuditedChange.Kind kind, String id) {}

    private final RestoredDatabase database;
    private final Instant relevantSince;
    private final Map<Changed, AuditedChange> last = new HashMap<>();

    /**
     * @param now the time of the database
     * @param longestLife of a token: older revocations concern none any more
     */
    public FindUndone(Jdbi jdbi, Instant now, Duration longestLife) {
        this.database = new RestoredDatabase(jdbi);
        this.relevantSince = now.minus(longestLife);
    }

    /**
     * Returns a sentence for each thing that is not in the database as the log says, the oldest first.
     *
     * @param lines of the audit log, in their order; others are skipped
     */
    public List<String> in(Stream<String> lines) {
        lines.map(AuditedChange::of).flatMap(Optional::stream).forEach(this::note);
        List<AuditedChange> changes = last.values().stream()
                .sorted(Comparator.comparing(AuditedChange::time))
                .toList();
        Set<String> holders = database.revokedHolders();
        List<String> found = new ArrayList<>();
        for (AuditedChange change : changes) {
            difference(change, holders).ifPresent(text -> found.add(change.time() + "  " + text));
        }
        tokens(changes).ifPresent(found::add);
        return found;
    }

    /** Returns how many changes of the database the log named. */
    public int changes() {
        return last.size();
    }

    private void note(AuditedChange change) {
        boolean isRevocation = change.kind() == AuditedChange.Kind.TOKEN || change.kind() == AuditedChange.Kind.HOLDER;
        if (!isRevocation || change.time().isAfter(relevantSince)) {
            last.put(new Changed(change.kind(), change.id()), change);
        }
    }

    private Optional<String> difference(AuditedChange change, Set<String> holders) {
        String id = change.id();
        return switch (change.kind()) {
            case VERSION ->
                database.hasVersion(id, change.by(), change.time())
                        ? Optional.empty()
                        : Optional.of("graph version " + id + ", published by " + change.by() + ", is missing.");
            case CLIENT -> registration("client " + id, change, database.clientRevision(id));
            case ISSUER -> registration("issuer " + id, change, database.issuerRevision(id));
            case WEBHOOK ->
                registration(
                        "webhook of " + id,
                        change,
                        database.hasWebhook(id) ? Optional.of(change.revision()) : Optional.empty());
            case SIGNING_KEY -> key(change);
            case HOLDER ->
                holders.contains(id)
                        ? Optional.empty()
                        : Optional.of("tokens of " + id + " were revoked, and are valid again.");
            case TOKEN -> Optional.empty();
        };
    }

    private static Optional<String> registration(String what, AuditedChange change, Optional<Long> revision) {
        if (change.change().equals("removed")) {
            return revision.map(back -> what + " was removed, and is back.");
        }
        if (revision.isEmpty()) {
            return Optional.of(what + " is missing.");
        }
        return revision.filter(number -> number < change.revision())
                .map(number -> what + " was changed by " + change.by() + " (revision " + change.revision()
                        + "); the database has revision " + number + ".");
    }

    private Optional<String> key(AuditedChange change) {
        Optional<String> state = database.keyState(change.id());
        if (state.isEmpty()) {
            return change.change().equals("gone")
                    ? Optional.empty()
                    : Optional.of("signing key " + change.id()
                            + " is missing: tokens that it signed are not valid any more.");
        }
        return state.filter(now ->
                        RestoredDatabase.KEY_STATES.indexOf(now) < RestoredDatabase.KEY_STATES.indexOf(change.change()))
                .map(now -> "signing key " + change.id() + " was " + change.change() + ", and is " + now + " again.");
    }

    private Optional<String> tokens(List<AuditedChange> changes) {
        List<AuditedChange> revoked = changes.stream()
                .filter(change -> change.kind() == AuditedChange.Kind.TOKEN)
                .toList();
        long valid = 0;
        for (int from = 0; from < revoked.size(); from += PAGE) {
            valid += database.notRevoked(revoked.subList(from, Math.min(from + PAGE, revoked.size())).stream()
                            .collect(Collectors.toMap(AuditedChange::id, AuditedChange::by)))
                    .size();
        }
        return valid == 0
                ? Optional.empty()
                : Optional.of(valid + " of " + revoked.size() + " tokens that were revoked since " + relevantSince
                        + " are valid again, until they expire.");
    }
}
