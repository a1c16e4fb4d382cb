package matryoshka.service.planning.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The free places of status lists. Plans of many clients can take places at the same time without waiting for each other: each takes the
 * smallest gap that is large enough and not locked. The places of a removed plan become a gap again; adjacent gaps are joined later.
 */
final class StatusGapRows {
    private static final int WHOLE = StatusBlock.LIMIT - StatusBlock.MIN;

    /** Consecutive free places. */
    record Gap(int list, int first, int size) {
        boolean isWhole() {
            return size == WHOLE;
        }

        boolean isBefore(Gap other) {
            return list == other.list && first + size == other.first;
        }
    }

    private StatusGapRows() {}

    /**
     * Takes places for this many tokens; a rollback of the transaction returns them. Takes them in a list that this process has begun or,
     * if none has room, in an unused one; only if there is none, in a list of another process.
     *
     * @param begun the lists that this process has begun
     * @return empty if there are none left
     */
    static Optional<StatusBlock> take(Handle database, int size, Set<Integer> begun) {
        // A separate statement: combined with the next one, it would see a gap that has just changed in its old state.
        Optional<Gap> found =
                inBegun(database, size, begun).or(() -> whole(database)).or(() -> smallest(database, size));
        found.ifPresent(gap -> shorten(database, gap, size));
        found.filter(Gap::isWhole).ifPresent(gap -> begun.add(gap.list()));
        return found.map(gap -> new StatusBlock(gap.list(), gap.first()));
    }

    private static Optional<Gap> inBegun(Handle database, int size, Set<Integer> begun) {
        return begun.isEmpty()
                ? Optional.empty()
                : database.createQuery("""
                        select list, first, size from status_gap
                        where size >= :size and list = any(:begun)
                        order by size, list, first
                        limit 1
                        for update skip locked
                        """)
                        .bind("size", size)
                        .bindArray("begun", Integer.class, begun)
                        .mapTo(Gap.class)
                        .findOne();
    }

    /**
     * Chosen at random, so that the next process after a restored backup does not begin a list that was begun after the backup was made.
     */
    private static Optional<Gap> whole(Handle database) {
        return database.createQuery("""
                        select list, first, size from status_gap
                        where size = :whole
                        order by random()
                        limit 1
                        for update skip locked
                        """).bind("whole", WHOLE).mapTo(Gap.class).findOne();
    }

    private static Optional<Gap> smallest(Handle database, int size) {
        return database.createQuery("""
                        select list, first, size from status_gap
                        where size >= :size
                        order by size, list, first
                        limit 1
                        for update skip locked
                        """).bind("size", size).mapTo(Gap.class).findOne();
    }

    private static void shorten(Handle database, Gap gap, int size) {
        String change = gap.size() == size
                ? "delete from status_gap where list = :list and first = :first"
                : "update status_gap set first = first + :size, size = size - :size where list = :list and first = :first";
        int changed = database.createUpdate(change)
                .bind("list", gap.list())
                .bind("first", gap.first())
                .bind("size", size)
                .execute();
        if (changed != 1) {
            throw new IllegalStateException("a locked gap does not exist: " + gap);
        }
    }

    /** Joins adjacent gaps of a list, except gaps that somebody is taking places from. */
    static void join(Handle database, int list) {
        List<Gap> gaps =
                database.createQuery("""
                        select list, first, size from status_gap where list = :list order by first for update skip locked
                        """).bind("list", list).mapTo(Gap.class).list();
        List<Gap> joined = joined(gaps);
        if (joined.size() == gaps.size()) {
            return;
        }
        List<Gap> gone = new ArrayList<>(gaps);
        gone.removeAll(joined);
        List<Gap> come = new ArrayList<>(joined);
        come.removeAll(gaps);
        each(database, "delete from status_gap where list = :list and first = :first and size = :size", gone);
        each(database, "insert into status_gap (list, first, size) values (:list, :first, :size)", come);
    }

    /** Returns the same places in as few gaps as possible; input and result are in order. */
    static List<Gap> joined(Collection<Gap> gaps) {
        List<Gap> joined = new ArrayList<>();
        for (Gap gap : gaps) {
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).isBefore(gap)) {
                Gap before = joined.get(last);
                joined.set(last, new Gap(before.list(), before.first(), before.size() + gap.size()));
            } else {
                joined.add(gap);
            }
        }
        return joined;
    }

    private static void each(Handle database, String change, List<Gap> gaps) {
        PreparedBatch batch = database.prepareBatch(change);
        gaps.forEach(gap -> batch.bind("list", gap.list())
                .bind("first", gap.first())
                .bind("size", gap.size())
                .add());
        batch.execute();
    }
}
