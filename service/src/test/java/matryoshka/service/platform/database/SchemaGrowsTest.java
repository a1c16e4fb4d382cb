package matryoshka.service.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import matryoshka.service.testing.TestDatabase;
import matryoshka.service.testing.TestDatabases;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Migrations only add to the schema of the last release, so that its instances keep running while the next release starts: no table or
 * column that they use goes away, and nothing that they write is refused.
 */
class SchemaGrowsTest {
    /** The last migration of the last release. Raise it with each release (CONTRIBUTING.md, "Release"). */
    private static final String RELEASED = "026";

    /** What the next release narrows although the last one is not hurt by it, each with the reason. */
    private static final List<String> HARMLESS = List.of();

    private static final TestDatabase DATABASE = TestDatabases.create();

    @BeforeAll
    static void migrate_as_the_last_release_did() {
        migrate("released", MigrationVersion.fromVersion(RELEASED));
    }

    @AfterAll
    static void drop_the_database() {
        DATABASE.close();
    }

    @Test
    void nothing_that_the_last_release_uses_is_taken_away() {
        assertThat(narrowed("public")).containsExactlyInAnyOrderElementsOf(HARMLESS);
    }

    @Test
    void a_migration_that_takes_something_away_is_found() {
        migrate("next", MigrationVersion.LATEST);
        DATABASE.jdbi().useHandle(handle -> handle.createScript("""
                        drop table next.used_jti;
                        alter table next.webhook drop column given_up_version;
                        alter table next.client alter column client_name set not null;
                        alter table next.client add column motto text not null;
                        alter table next.client alter column revision type integer;
                        alter table next.client add constraint short check (length(client_id) < 9);
                        create unique index one_url on next.webhook (url);
                        alter table next.client add column harmless text;
                        alter table next.client add column harmless_too text not null default '';
                        create table next.harmless (id bigint primary key)
                        """).execute());

        assertThat(narrowed("next"))
                .contains(
                        "table used_jti is gone",
                        "column webhook.given_up_version is gone",
                        "column client.client_name must not be null any more",
                        "column client.motto is new, and has no default",
                        "column client.revision has another type",
                        "constraint short of client is new: CHECK ((length(client_id) < 9))",
                        "unique index one_url of webhook is new")
                .noneMatch(fault -> fault.contains("harmless"));
    }

    private static void migrate(String schema, MigrationVersion last) {
        Flyway.configure()
                .dataSource(DATABASE.dataSource())
                .locations("classpath:matryoshka/migrations")
                .placeholderReplacement(false)
                .defaultSchema(schema)
                .createSchemas(true)
                .target(last)
                .load()
                .migrate();
    }

    /** Compares a schema with that of the last release. */
    private static List<String> narrowed(String schema) {
        return DATABASE.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                with old_column as (select * from information_schema.columns where table_schema = 'released'),
                                     new_column as (select * from information_schema.columns where table_schema = :schema),
                                     kept as (select distinct table_name from old_column intersect select distinct table_name from new_column),
                                     rule as (select nspname, relname, conname,
                                                     replace(replace(pg_get_constraintdef(c.oid), 'released.', ''), :schema || '.', '') as definition
                                              from pg_constraint c join pg_class t on t.oid = c.conrelid
                                                                   join pg_namespace n on n.oid = t.relnamespace
                                              where contype <> 'n'), -- PostgreSQL 18 lists NOT NULL, too
                                     unique_index as (select nspname, t.relname, i.relname as name
                                                      from pg_index x join pg_class i on i.oid = x.indexrelid
                                                                      join pg_class t on t.oid = x.indrelid
                                                                      join pg_namespace n on n.oid = t.relnamespace
                                                      where indisunique)
                                select distinct 'table ' || table_name || ' is gone'
                                from old_column where table_name not in (select table_name from kept)
                                union all
                                select 'column ' || old_column.table_name || '.' || old_column.column_name ||
                                       case when new_column.column_name is null then ' is gone'
                                            when new_column.udt_name <> old_column.udt_name then ' has another type'
                                            else ' must not be null any more' end
                                from old_column join kept using (table_name)
                                     left join new_column on new_column.table_name = old_column.table_name
                                                         and new_column.column_name = old_column.column_name
                                where new_column.column_name is null or new_column.udt_name <> old_column.udt_name
                                   or old_column.is_nullable = 'YES' and new_column.is_nullable = 'NO'
                                union all
                                select 'column ' || table_name || '.' || column_name || ' is new, and has no default'
                                from new_column join kept using (table_name)
                                where is_nullable = 'NO' and column_default is null and is_identity = 'NO'
                                  and (table_name, column_name) not in (select table_name, column_name from old_column)
                                union all
                                select 'constraint ' || conname || ' of ' || relname || ' is new: ' || definition
                                from rule where nspname = :schema and relname in (select table_name from kept)
                                  and (relname, definition) not in (select relname, definition from rule where nspname = 'released')
                                union all
                                select 'unique index ' || name || ' of ' || relname || ' is new'
                                from unique_index where nspname = :schema and relname in (select table_name from kept)
                                  and (relname, name) not in (select relname, name from unique_index where nspname = 'released')
                                """)
                        .bind("schema", schema)
                        .mapTo(String.class)
                        .list());
    }
}
