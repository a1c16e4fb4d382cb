package matryoshka.service.clients.registration;

import java.time.Duration;
import org.jdbi.v3.core.Handle;

/**
 * Revokes what a removed client has in chains that others began: the tokens that it holds, presents or has exchanged. Only a service can
 * have such tokens, and only these are revoked here: the table {@code revocation} gets at most one row for each name that a service ever
 * had.
 *
 * @param longestLife the longest time from a token's issuance to its expiry
 */
record HeldTokenRows(Duration longestLife) {

    /**
     * Revokes what the client holds until now, and what instances that do not know of the removal yet may still issue for it: tokens record
     * their issuance to the second.
     */
    void revoke(Handle database, String clientId, String removedBy) {
        database.createUpdate("""
                        with removal as (
                            select date_trunc('second', clock_timestamp() + interval '1 second') as issued_before
                        ), outdone as (
                            delete from revocation using removal
                            where client_id = :clientId and revocation.issued_before <= removal.issued_before
                        )
                        insert into revocation (client_id, issued_before, expires_at, revoked_by)
                        select :clientId, issued_before, issued_before + make_interval(secs => :longestLife), :removedBy
                        from removal
                        where exists (select from graph_service where name = :clientId)
                        """)
                .bind("clientId", clientId)
                .bind("longestLife", longestLife.toSeconds())
                .bind("removedBy", removedBy)
                .execute();
    }

    /**
     * Waits until new tokens of a client with this id are distinguishable from those that were revoked when one was removed: two seconds at
     * most, and only if a client with this id was removed just now.
     */
    static void awaitEnd(Handle database, String clientId) {
        database.createQuery("""
                        select 1 from (
                            select pg_sleep_until(max(issued_before) + interval '1 second')
                            from revocation
                            where client_id = :clientId and issued_before > clock_timestamp() - interval '1 second') as waited
                        """).bind("clientId", clientId).mapTo(int.class).list();
    }
}
