package matryoshka.service.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresExtensionTest {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @Test
    void the_database_of_a_class_answers(Jdbi jdbi, TestDatabase database) {
        assertThat(database).isSameAs(POSTGRES.database());
        assertThat(POSTGRES.jdbcUrl()).contains("/" + name(jdbi));
    }

    @Test
    void each_database_is_its_own_and_is_dropped_in_the_end() {
        String name;
        try (TestDatabase other = TestDatabases.create()) {
            name = name(other.jdbi());
            other.jdbi().useHandle(handle -> handle.execute("CREATE TABLE only_here ()"));
            assertThat(tables("only_here")).isZero();
            assertThat(databases(name)).isOne();
        }
        assertThat(databases(name)).isZero();
    }

    @Nested
    class InANestedClass {
        @Test
        void it_is_the_same(TestDatabase database) {
            assertThat(database).isSameAs(POSTGRES.database());
        }
    }

    private static String name(Jdbi jdbi) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT current_database()")
                .mapTo(String.class)
                .one());
    }

    private static int tables(String name) {
        return count("SELECT count(*) FROM pg_tables WHERE tablename = :name", name);
    }

    private static int databases(String name) {
        return count("SELECT count(*) FROM pg_database WHERE datname = :name", name);
    }

    private static int count(String query, String name) {
        return POSTGRES.jdbi()
                .withHandle(handle -> handle.createQuery(query)
                        .bind("name", name)
                        .mapTo(Integer.class)
                        .one());
    }
}
