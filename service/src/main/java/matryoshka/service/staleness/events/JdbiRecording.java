package matryoshka.service.staleness.events;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import matryoshka.service.planning.minting.RegistrationDigest;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.staleness.events.Recordings.Recording;
import matryoshka.service.staleness.events.Recordings.Standings;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** A recording in PostgreSQL. Every transaction first verifies that no other instance has taken over. */
final class JdbiRecording implements Recording {
    /** A recorder that has not written for this long is considered dead. */
    static final Duration LEASE = Duration.ofSeconds(30);

    private final Jdbi jdbi;
    private final JdbiRecordings.Begun begun;

    JdbiRecording(Jdbi jdbi, JdbiRecordings.Begun begun) {
        this.jdbi = jdbi;
        this.begun = begun;
    }

    @Override
    public long latest() {
        return begun.latest();
    }

    @Override
    public boolean isInterrupted() {
        return begun.version() != null;
    }

    @Override
    public Instant enteredUntil() {
        return begun.enteredUntil();
    }

    private void hold(Handle database, @Nullable Long version) {
        int held = database.createUpdate("""
                        update staleness_recording
                        set lease_until = clock_timestamp() + make_interval(secs => :lease), version = :version
                        where recorder = :recorder
                        """)
                .bind("lease", LEASE.toSeconds())
                .bind("version", version)
                .bind("recorder", begun.recorder())
                .execute();
        if (held == 0) {
            throw new IllegalStateException("another instance took over the recording, because this one took too long");
        }
    }

    @Override
    public Changes write(long version, Standings standings) {
        return jdbi.inTransaction(database -> {
            // Set while the event of a version is still to be written. Late entries have no event.
            hold(database, version > begun.latest() ? Long.valueOf(version) : null);
            Set<String> known = StaleNodeRows.known(database, standings);
            Changes changes = new Changes(
                    standings.stale().stream()
                            .filter(node -> !known.contains(node.plan()))
                            .toList(),
                    standings.fresh().stream()
                            .filter(node -> known.contains(node.plan()))
                            .toList(),
                    false);
            StaleNodeRows.add(database, version, changes.stale());
            StaleNodeRows.remove(database, changes.fresh());
            return changes;
        });
    }

    @Override
    public void registrations(Map<String, Optional<RegistrationDigest>> registrations) {
        if (registrations.isEmpty()) {
            return;
        }
        jdbi.useTransaction(database -> {
            PreparedBatch changed = database.prepareBatch("""
                    insert into recorded_client (client_id, registration) values (:client, decode(:digest, 'hex'))
                    on conflict (client_id) do update set registration = excluded.registration
                    """);
            PreparedBatch gone = database.prepareBatch("delete from recorded_client where client_id = :client");
            registrations.forEach((client, digest) -> digest.ifPresentOrElse(
                    now -> changed.bind("client", client)
                            .bind("digest", now.hex())
                            .add(),
                    () -> gone.bind("client", client).add()));
            changed.execute();
            gone.execute();
        });
    }

    @Override
    public void publish(Snapshot snapshot, Changes changes) {
        jdbi.useTransaction(database -> {
            hold(database, null);
            // When versions are published in quick succession, their combined effect is in the event of the last one.
            database.createUpdate("""
                            insert into graph_event (version, changes)
                            select version, '{"stale": [], "fresh": []}' from graph_version
                            where version > :latest and version < :version
                            """)
                    .bind("latest", begun.latest())
                    .bind("version", snapshot.version())
                    .execute();
            database.createUpdate(
                            "insert into graph_event (version, changes) values (:version, cast(:changes as jsonb))")
                    .bind("version", snapshot.version())
                    .bind("changes", changes.json().toString())
                    .execute();
            OutboxRows.add(database, snapshot, changes);
        });
    }

    @Override
    public void lookedAtEntered() {
        jdbi.useHandle(database -> database.createUpdate("""
                        update staleness_recording set entered_until = greatest(entered_until, :begunAt)
                        where recorder = :recorder
                        """)
                .bind("begunAt", begun.begunAt())
                .bind("recorder", begun.recorder())
                .execute());
    }

    @Override
    public void close() {
        jdbi.useHandle(database ->
                database.createUpdate("""
                        update staleness_recording set recorder = null, lease_until = '-infinity' where recorder = :recorder
                        """).bind("recorder", begun.recorder()).execute());
    }
}
