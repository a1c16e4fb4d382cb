package matryoshka.service.planning.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Own places in PostgreSQL. */
public final class JdbiOwnIndexes implements OwnIndexes {
    /** How many trees one transaction removes. */
    private static final int AT_ONCE = 500;

    private final Jdbi jdbi;
    private final int maxPerClient;
    /** The status lists that this process has begun for trees. */
    private final Set<Integer> begun = ConcurrentHashMap.newKeySet();

    /** @param maxPerClient trees of an origin client that have places of their own */
    public JdbiOwnIndexes(Jdbi jdbi, int maxPerClient) {
        this.jdbi = jdbi;
        this.maxPerClient = maxPerClient;
    }

    @Override
    public Optional<StatusBlock> take(Tree tree) {
        return jdbi.inTransaction(database -> {
            Optional<StatusBlock> block = isFull(database, tree.clientId())
                    ? Optional.empty()
                    : StatusGapRows.take(database, tree.suffixes().size(), begun);
            block.ifPresent(places -> insert(database, tree, places));
            return block;
        });
    }

    /** Reads an index, for one client only. Exact except for trees that are being minted at the moment. */
    private boolean isFull(Handle database, String clientId) {
        return database.createQuery("""
                        select count(*) >= :most from (
                            select from own_status where client_id = :clientId and expires_at > now() limit :most) as of_client
                        """)
                .bind("clientId", clientId)
                .bind("most", maxPerClient)
                .mapTo(boolean.class)
                .one();
    }

    private static void insert(Handle database, Tree tree, StatusBlock block) {
        database.createUpdate("""
                        insert into own_status (list, first, size, plan_id, client_id, jti, suffixes, expires_at)
                        values (:list, :first, :size, :planId, :clientId, :jti, :suffixes, :expiresAt)
                        """)
                .bind("list", block.list())
                .bind("first", block.first())
                .bind("size", tree.suffixes().size())
                .bind("planId", tree.planId())
                .bind("clientId", tree.clientId())
                .bind("jti", tree.jti())
                .bindArray("suffixes", String.class, tree.suffixes())
                .bind("expiresAt", tree.expiresAt())
                .execute();
    }

    @Override
    public void rename(StatusBlock block, String jti) {
        jdbi.useHandle(database -> database.createUpdate("""
                        update own_status set jti = :jti where list = :list and first = :first
                        """)
                .bind("jti", jti)
                .bind("list", block.list())
                .bind("first", block.first())
                .execute());
    }

    @Override
    public List<Entry> inList(int list, Duration expiredFor) {
        return jdbi.withHandle(database -> database.createQuery("""
                        select first, plan_id, client_id, jti, suffixes, expires_at from own_status
                        where list = :list and expires_at > now() - make_interval(secs => :expiredFor)
                        """)
                .bind("list", list)
                .bind("expiredFor", expiredFor.toSeconds())
                .map((row, context) -> entry(row))
                .list());
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                new Tree(
                        row.getString("plan_id"),
                        row.getString("client_id"),
                        row.getString("jti"),
                        List.of((String[]) row.getArray("suffixes").getArray()),
                        row.getTimestamp("expires_at").toInstant()),
                row.getInt("first"));
    }

    @Override
    public int purge(Instant expiredBefore) {
        int purged = 0;
        int some;
        do {
            some = jdbi.inTransaction(database -> purgeSome(database, expiredBefore));
            purged += some;
        } while (some == AT_ONCE);
        return purged;
    }

    private static int purgeSome(Handle database, Instant expiredBefore) {
        List<Integer> lists = database.createQuery("""
                        with old as (
                            select list, first from own_status where expires_at < :before
                            order by expires_at limit :most for update skip locked
                        )
                        delete from own_status o using old where o.list = old.list and o.first = old.first
                        returning o.list
                        """)
                .bind("before", expiredBefore)
                .bind("most", AT_ONCE)
                .mapTo(Integer.class)
                .list();
        lists.stream().distinct().sorted().forEach(list -> StatusGapRows.join(database, list));
        return lists.size();
    }
}
