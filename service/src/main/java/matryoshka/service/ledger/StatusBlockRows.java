package matryoshka.service.ledger;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The places in status lists that plans hold, as their rows say. */
final class StatusBlockRows {
    private static final long LOCK = 0x6d6174727931L;

    private StatusBlockRows() {}

    /** Until the transaction ends, nobody else enters plans. */
    static void lock(Handle database) {
        database.execute("select pg_advisory_xact_lock(?)", LOCK);
    }

    /**
     * The first gap of a size, so that lists stay few and short. A plan leaves its place only when nobody can hold a token, or a list,
     * that speaks of it.
     *
     * @return empty when every place of every list is taken
     */
    static Optional<StatusBlock> free(Handle database, int size) {
        return database.createQuery("""
                        with taken as (
                            select status_list as list, status_first as first, status_first + size as until
                            from plan where status_list is not null
                        ), gap as (
                            select list, until as first,
                                   coalesce(lead(first) over (partition by list order by first), :limit) as until
                            from taken
                            union all
                            select number, :least, coalesce((select min(first) from taken where list = number), :limit)
                            from generate_series(:least, (select least(coalesce(max(list), :least - 1) + 1, :limit - 1) from taken))
                                 as number
                        )
                        select list, first from gap where until - first >= :size order by list, first limit 1
                        """)
                .bind("least", StatusBlock.LEAST)
                .bind("limit", StatusBlock.LIMIT)
                .bind("size", size)
                .map((row, context) -> new StatusBlock(row.getInt("list"), row.getInt("first")))
                .findOne();
    }
}
