package matryoshka.service.revocation;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import matryoshka.service.revocation.Revocation.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Revocations that are kept in memory, for use cases without a database. Passes {@link RevocationStoreContract}, as the real ones do. Each
 * change has a time of its own, so that {@link #since} misses none.
 */
public final class InMemoryRevocations implements RevocationStore {
    private final Map<Long, Row> rows = new TreeMap<>(Comparator.reverseOrder());
    private Instant latest = Instant.EPOCH;
    private long nextId;
    private boolean away;

    private record Row(
            Revocation revocation,
            Instant revokedAt,
            Instant changedAt,
            @Nullable Unsettled unsettled) {}

    /** From now on every call fails as if the database were away, or works again. */
    public synchronized void away(boolean isAway) {
        away = isAway;
    }

    /** All that are stored, newest first. */
    public synchronized List<Revocation> all() {
        return rows.values().stream().map(Row::revocation).toList();
    }

    @Override
    public synchronized boolean add(Revocation revocation) {
        if (revocation.kind() == Kind.TOKEN) {
            return addToken(revocation, null);
        }
        answer();
        rows.values().removeIf(row -> covers(revocation, row.revocation()));
        insert(revocation, null);
        return true;
    }

    @Override
    public synchronized boolean add(Revocation revocation, Unsettled unsettled) {
        return addToken(revocation, unsettled);
    }

    @Override
    public synchronized Optional<Revocation> cutOff(Party party) {
        answer();
        List<Row> single = rows.values().stream()
                .filter(row -> row.revocation().kind() == Kind.TOKEN
                        && party.equals(row.revocation().party()))
                .sorted(Comparator.comparing(InMemoryRevocations::begunAt))
                .toList();
        if (single.size() < 2) {
            return Optional.empty();
        }
        Instant begunUntil = begunAt(single.get((single.size() - 1) / 2));
        List<Row> gone =
                single.stream().filter(row -> !begunAt(row).isAfter(begunUntil)).toList();
        rows.values().removeAll(gone);
        Revocation cutOff = grown(party, begunUntil, gone);
        rows.values()
                .removeIf(row -> row.revocation().kind() == Kind.CUT_OFF
                        && party.equals(row.revocation().party()));
        insert(cutOff, null);
        return Optional.of(cutOff);
    }

    @Override
    public synchronized int settle(Instant revokedBefore, Function<Instant, Predicate<Set<String>>> extending) {
        answer();
        Map<Long, Unsettled> due = new TreeMap<>();
        rows.forEach((id, row) -> {
            if (row.unsettled() != null && row.revokedAt().isBefore(revokedBefore)) {
                due.put(id, row.unsettled());
            }
        });
        Optional<Instant> oldest =
                due.values().stream().map(Unsettled::issuedAt).min(Comparator.naturalOrder());
        if (oldest.isPresent()) {
            Predicate<Set<String>> extended = extending.apply(oldest.get());
            due.forEach((id, unsettled) -> settle(
                    id,
                    unsettled.services().isEmpty() || extended.test(unsettled.services())
                            ? Objects.requireNonNull(rows.get(id)).revocation().expiresAt()
                            : unsettled.expiresAt()));
        }
        return due.size();
    }

    @Override
    public synchronized Recent since(Instant changed) {
        answer();
        return new Recent(
                now(),
                rows.values().stream()
                        .filter(row -> row.changedAt().isAfter(changed))
                        .map(Row::revocation)
                        .toList());
    }

    @Override
    public synchronized List<Listed> inForce(long before, int most) {
        answer();
        Instant now = now();
        return rows.entrySet().stream()
                .filter(row -> row.getKey() < before
                        && row.getValue().revocation().expiresAt().isAfter(now))
                .limit(most)
                .map(row -> new Listed(
                        row.getKey(),
                        row.getValue().revocation(),
                        row.getValue().revokedAt()))
                .toList();
    }

    @Override
    public synchronized int purge(Instant past) {
        answer();
        int before = rows.size();
        rows.values().removeIf(row -> row.revocation().expiresAt().isBefore(past));
        return before - rows.size();
    }

    private boolean addToken(Revocation revocation, @Nullable Unsettled unsettled) {
        answer();
        boolean isNew = rows.values().stream()
                .map(Row::revocation)
                .noneMatch(other -> other.kind() == Kind.TOKEN && other.value().equals(revocation.value()));
        if (isNew) {
            insert(revocation, unsettled);
        }
        return isNew;
    }

    private void insert(Revocation revocation, @Nullable Unsettled unsettled) {
        Instant now = now();
        nextId++;
        rows.put(nextId, new Row(revocation, now, now, unsettled));
    }

    private void settle(long id, Instant expiresAt) {
        Row row = Objects.requireNonNull(rows.get(id));
        Revocation before = row.revocation();
        Revocation settled = new Revocation(
                before.kind(),
                before.value(),
                before.issuedBefore(),
                expiresAt,
                before.revokedBy(),
                before.party(),
                before.begunAt());
        rows.put(id, new Row(settled, row.revokedAt(), now(), null));
    }

    private static boolean covers(Revocation wider, Revocation other) {
        return other.kind() == wider.kind()
                && other.value().equals(wider.value())
                && !other.latestIssue().isAfter(wider.latestIssue())
                && !other.expiresAt().isAfter(wider.expiresAt());
    }

    /** The cut-off that takes the place of these, and of the one that the party has already. */
    private Revocation grown(Party party, Instant begunUntil, List<Row> gone) {
        List<Revocation> before = rows.values().stream()
                .map(Row::revocation)
                .filter(revocation -> revocation.kind() == Kind.CUT_OFF && party.equals(revocation.party()))
                .toList();
        Instant until = Stream.concat(Stream.of(begunUntil), before.stream().map(Revocation::latestIssue))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Instant expiresAt = Stream.concat(gone.stream().map(Row::revocation), before.stream())
                .map(Revocation::expiresAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return Revocation.cutOff(party, until, expiresAt);
    }

    private static Instant begunAt(Row row) {
        return Objects.requireNonNull(row.revocation().begunAt());
    }

    private Instant now() {
        Instant now = Clock.systemUTC().instant();
        latest = now.isAfter(latest) ? now : latest.plusNanos(1);
        return latest;
    }

    private void answer() {
        if (away) {
            throw new IllegalStateException("the database is away");
        }
    }
}
