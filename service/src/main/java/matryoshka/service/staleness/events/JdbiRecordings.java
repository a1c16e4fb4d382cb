package matryoshka.service.staleness.events;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import matryoshka.service.planning.minting.RegistrationDigest;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Starts recordings in PostgreSQL. */
public final class JdbiRecordings implements Recordings {
    private final Jdbi jdbi;

    public JdbiRecordings(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * A recording that has begun.
     *
     * @param recorder identifies this recorder among all past and future ones
     * @param version the version whose effects an earlier recorder was writing when it died; null for none
     */
    record Begun(UUID recorder, @Nullable Long version, Instant enteredUntil, Instant begunAt, long latest) {}

    @Override
    public Optional<Recording> begin() {
        return jdbi.withHandle(database -> database.createQuery("""
                        update staleness_recording
                        set recorder = gen_random_uuid(), lease_until = clock_timestamp() + make_interval(secs => :lease)
                        where recorder is null or lease_until < clock_timestamp()
                        returning recorder, version, entered_until, clock_timestamp() as begun_at,
                                  (select coalesce(max(version), 0) from graph_event) as latest
                        """)
                        .bind("lease", JdbiRecording.LEASE.toSeconds())
                        .mapTo(Begun.class)
                        .findOne())
                .map(begun -> new JdbiRecording(jdbi, begun));
    }

    @Override
    public Map<String, RegistrationDigest> registrations() {
        Map<String, RegistrationDigest> registrations = new HashMap<>();
        jdbi.useHandle(database -> database.createQuery(
                        "select client_id, encode(registration, 'hex') as registration from recorded_client")
                .map((row, context) -> registrations.put(
                        row.getString("client_id"), new RegistrationDigest(row.getString("registration"))))
                .list());
        return registrations;
    }
}
