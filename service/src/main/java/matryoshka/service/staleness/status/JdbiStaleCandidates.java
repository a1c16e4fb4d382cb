package matryoshka.service.staleness.status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import matryoshka.service.planning.ledger.KeptPlans;
import org.jdbi.v3.core.Jdbi;

/**
 * Reads candidates from PostgreSQL, by index only. The cost depends on how many candidates there are, and on how many clients have plans; not
 * on how many plans there are.
 */
public final class JdbiStaleCandidates implements StaleCandidates {
    private final Jdbi jdbi;
    private final Duration expiredFor;

    /** @param expiredFor for how long after the last known expiry of its tokens a plan may have others, from an instance cut off meanwhile */
    public JdbiStaleCandidates(Jdbi jdbi, Duration expiredFor) {
        this.jdbi = jdbi;
        this.expiredFor = expiredFor;
    }

    @Override
    public Found find(long version, Collection<String> changed, int most) {
        return jdbi.inTransaction(database -> {
            boolean recorded = database.createQuery("""
                            select version is null and (select coalesce(max(version), 0) from graph_event) >= :version
                            from staleness_recording
                            """)
                    .bind("version", version)
                    .mapTo(boolean.class)
                    .one();
            List<KeptPlans.Place> places = database.createQuery("""
                            with living as (
                                select now() - make_interval(secs => :expiredFor) as since
                            ), stale as (
                                select distinct n.plan_id as id
                                from stale_node s join plan_node n on n.id = s.id join plan_use u on u.plan_id = n.plan_id
                                where u.latest_exp > (select since from living)
                                limit :most
                            ), late as (
                                -- Entered by instances that did not know the version yet, and not examined yet.
                                select p.id from plan p
                                where p.entered_at > (select entered_until - interval '10 seconds' from staleness_recording)
                                  and p.graph_version < :version
                                limit :most
                            ), of_changed as (
                                select u.plan_id as id from plan_use u
                                where u.client_id = any(:changed) and u.latest_exp > (select since from living)
                                limit :most
                            )
                            select p.id, p.client_id, coalesce(p.status_first, 0) as first
                            from (select id from stale union select id from late union select id from of_changed) as candidate
                                join plan p on p.id = candidate.id
                            limit :most
                            """)
                    .bind("expiredFor", expiredFor.toSeconds())
                    .bind("version", version)
                    .bindArray("changed", String.class, changed)
                    .bind("most", most + 1)
                    .mapTo(KeptPlans.Place.class)
                    .list();
            return new Found(recorded, places);
        });
    }

    @Override
    public Set<String> withTokens(Collection<String> clients) {
        if (clients.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(jdbi.withHandle(database -> database.createQuery("""
                        select client.id from unnest(:clients) as client(id)
                        where exists (
                            select from plan_use u
                            where u.client_id = client.id and u.latest_exp > now() - make_interval(secs => :expiredFor))
                        """)
                .bindArray("clients", String.class, clients)
                .bind("expiredFor", expiredFor.toSeconds())
                .mapTo(String.class)
                .list()));
    }

    /**
     * Steps through the ids of clients in the index. What has been recorded of registrations would not do: a client may be registered and
     * removed before anything of it is recorded.
     */
    @Override
    public Set<String> removedWithTokens(int most) {
        return new HashSet<>(jdbi.withHandle(database -> database.createQuery("""
                        with recursive origin as (
                            (select client_id as id from plan_use order by client_id limit 1)
                            union all
                            select (select u.client_id from plan_use u where u.client_id > o.id order by u.client_id limit 1)
                            from origin o
                            where o.id is not null
                        )
                        select o.id
                        from origin o
                        where o.id is not null
                          and not exists (select from client c where c.client_id = o.id)
                          and exists (
                            select from plan_use u
                            where u.client_id = o.id and u.latest_exp > now() - make_interval(secs => :expiredFor))
                        limit :most
                        """)
                .bind("expiredFor", expiredFor.toSeconds())
                .bind("most", most)
                .mapTo(String.class)
                .list()));
    }

    @Override
    public Set<String> withTokensBefore(Map<String, Instant> clients) {
        if (clients.isEmpty()) {
            return Set.of();
        }
        List<String> ids = new ArrayList<>(clients.keySet());
        return new HashSet<>(jdbi.withHandle(database -> database.createQuery("""
                        select client.id from unnest(:clients, :millis) as client(id, millis)
                        where exists (
                            select from plan_use u
                            where u.client_id = client.id
                              -- Registrations are dated by the whole second, rounded down.
                              and u.first_used_at < to_timestamp(client.millis / 1000.0) + interval '1 second'
                              and u.latest_exp > now() - make_interval(secs => :expiredFor))
                        """)
                .bindArray("clients", String.class, ids)
                .bindArray(
                        "millis",
                        Long.class,
                        ids.stream()
                                .map(id ->
                                        clients.getOrDefault(id, Instant.EPOCH).toEpochMilli())
                                .toArray())
                .bind("expiredFor", expiredFor.toSeconds())
                .mapTo(String.class)
                .list()));
    }
}
