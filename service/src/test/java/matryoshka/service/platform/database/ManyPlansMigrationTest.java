package matryoshka.service.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import matryoshka.service.testing.TestDatabase;
import matryoshka.service.testing.TestDatabases;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Rows of a release that searched for gaps in status lists. */
class ManyPlansMigrationTest {
    @Test
    void plans_keep_their_places_and_all_others_are_free() {
        try (TestDatabase database = TestDatabases.create()) {
            PGSimpleDataSource source = source(database);
            Jdbi jdbi = database.jdbi();
            jdbi.useHandle(handle -> handle.execute("drop schema public cascade; create schema public"));
            migrateTo(source, "12");
            jdbi.useHandle(handle -> handle.execute("""
                    insert into plan (id, client_id, requested, graph_version, first_used_at, last_used_at, latest_exp, chain, nodes,
                                      size, status_list, status_first)
                    values ('a', 'app', '{}', 1, now(), now(), now() + interval '1 hour', '{}', '[]', 3, 1000, 1000),
                           ('b', 'app', '{}', 1, now(), now(), now() + interval '2 hours', '{}', '[]', 2, 1000, 1010),
                           ('c', 'app', '{}', 1, now(), now(), now(), '{}', '[]', 5, 1002, 9995),
                           ('d', 'app', '{}', 1, now(), now(), now(), '{}', '[]', 1, null, null)
                    """));

            Migrations.run(source);

            assertThat(gaps(jdbi, 1000)).containsExactly(Map.entry(1003, 7), Map.entry(1012, 8_988));
            assertThat(gaps(jdbi, 1001)).containsExactly(Map.entry(1000, 9_000));
            assertThat(gaps(jdbi, 1002)).containsExactly(Map.entry(1000, 8_995));
            assertThat(gaps(jdbi, 9999)).containsExactly(Map.entry(1000, 9_000));
            assertThat(number(jdbi, "select sum(size) from status_gap")).isEqualTo(9_000 * 9_000 - 10);
            assertThat(number(jdbi, "select count(*) from plan_use where entered_by = 'app'"))
                    .isEqualTo(4);
            assertThat(number(jdbi, "select count(*) from plan where footprint = '{-2147483648}'"))
                    .isEqualTo(4);
            assertThat(number(jdbi, "select count(*) from plan_use where latest_exp > now()"))
                    .isEqualTo(2);
        }
    }

    private static void migrateTo(PGSimpleDataSource database, String version) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:matryoshka/migrations")
                .placeholderReplacement(false)
                .target(version)
                .load()
                .migrate();
    }

    private static PGSimpleDataSource source(TestDatabase database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(database.user());
        source.setPassword(database.password());
        return source;
    }

    private static List<Map.Entry<Integer, Integer>> gaps(Jdbi jdbi, int list) {
        return jdbi.withHandle(
                database -> database.createQuery("select first, size from status_gap where list = :list order by first")
                        .bind("list", list)
                        .map((row, context) -> Map.entry(row.getInt("first"), row.getInt("size")))
                        .list());
    }

    private static long number(Jdbi jdbi, String sql) {
        return jdbi.withHandle(
                database -> database.createQuery(sql).mapTo(long.class).one());
    }
}
