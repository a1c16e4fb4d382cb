package matryoshka.service.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import matryoshka.service.testing.PostgresExtension;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

/** Several standbys behind one address: another one is polled than read. */
class FollowedPoolTest {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final long AHEAD = 1L << 40;

    private final Standby standby = new Standby();
    private final FollowedPool pool = new FollowedPool(standby, database());
    private final Jdbi jdbi = Databases.jdbi(pool::open);
    private final List<Long> read = new ArrayList<>();

    @Test
    void a_standby_that_is_behind_the_polled_one_is_not_read() {
        polledAt(position());
        assertThat(standby.read(this::load)).isTrue();

        polledAt(position() + AHEAD);
        assertThat(standby.read(this::load)).isFalse();
        assertThat(read).hasSize(1);
        assertThat(standby.isRead()).isFalse();
    }

    @Test
    void it_is_read_anyway_where_nothing_depends_on_it() {
        polledAt(position() + AHEAD);

        assertThat(standby.readAnyway(this::position)).isPositive();
    }

    private void polledAt(long position) {
        standby.sampled(new Standby.Sample(System.nanoTime(), Instant.now(), 0, "db"));
        standby.replayed(position, "db");
    }

    private void load() {
        read.add(position());
    }

    private long position() {
        return jdbi.withHandle(database -> database.createQuery("select " + FollowedPool.POSITION)
                .mapTo(Long.class)
                .one());
    }

    private static PGSimpleDataSource database() {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(POSTGRES.jdbcUrl());
        database.setUser(POSTGRES.user());
        database.setPassword(POSTGRES.password());
        return database;
    }
}
