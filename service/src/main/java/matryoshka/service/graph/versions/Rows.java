package matryoshka.service.graph.versions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import matryoshka.graph.Sorted;
import matryoshka.service.graph.document.ReadElement;
import matryoshka.service.platform.json.DocumentFormat;
import matryoshka.service.platform.json.DocumentSyntaxException;
import matryoshka.service.platform.json.Pointer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** What the rows of services, dependencies and invariants have in common: a name, a range of versions, and column types. */
final class Rows {
    private static final int READ_AT_ONCE = 2_000;
    private static final int WRITTEN_AT_ONCE = 5_000;

    private Rows() {}

    /**
     * How the rows of one table are read.
     *
     * @param table its name
     * @param columns the columns to select
     */
    record Reading<E>(String table, String columns, RowMapper<E> mapper, Function<E, String> name) {

        /** Reads the elements of a version, given those of an earlier one: reads only the differences, as a stream. */
        SortedMap<String, E> read(Handle database, long knownVersion, SortedMap<String, E> known, long version) {
            SortedMap<String, E> elements = new TreeMap<>(known);
            if (knownVersion > 0) {
                elements.keySet().removeAll(ended(database, knownVersion, version));
            }
            Query begun = database.createQuery("select " + columns + " from " + table + """
                     where from_version > :known and from_version <= :version
                       and (until_version is null or until_version > :version)
                    """)
                    .bind("known", knownVersion)
                    .bind("version", version);
            try (Stream<E> rows = begun.setFetchSize(READ_AT_ONCE).map(mapper).stream()) {
                rows.forEach(element -> elements.put(name.apply(element), element));
            }
            return elements;
        }

        private List<String> ended(Handle database, long knownVersion, long version) {
            return database.createQuery("select name from " + table + """
                             where until_version > :known and until_version <= :version and from_version <= :known
                            """)
                    .bind("known", knownVersion)
                    .bind("version", version)
                    .mapTo(String.class)
                    .list();
        }
    }

    /** Ends the current rows {@code :names} at {@code :version}; each of them must exist. */
    static void end(Handle database, String update, long version, List<String> names) {
        if (names.isEmpty()) {
            return;
        }
        int ended = database.createUpdate(update)
                .bind("version", version)
                .bindArray("names", String.class, names)
                .execute();
        if (ended != names.size()) {
            throw new IllegalStateException("the rows of the current graph are inconsistent: of " + names.size()
                    + " rows to end, only " + ended + " were found");
        }
    }

    /** Inserts {@code :rows}, a JSON array of elements in their document form with their names, in a few statements. */
    static <E> void begin(Handle database, String insert, long version, List<E> elements, Function<E, ObjectNode> row) {
        for (int start = 0; start < elements.size(); start += WRITTEN_AT_ONCE) {
            List<E> some = elements.subList(start, Math.min(start + WRITTEN_AT_ONCE, elements.size()));
            ArrayNode rows = JsonNodeFactory.instance.arrayNode(some.size());
            some.forEach(element -> rows.add(row.apply(element)));
            database.createUpdate(insert)
                    .bind("version", version)
                    .bind("rows", new String(DocumentFormat.JSON.print(rows), StandardCharsets.UTF_8))
                    .execute();
        }
    }

    static SortedSet<String> texts(ResultSet row, String column) throws SQLException {
        return Sorted.set(List.of((String[]) row.getArray(column).getArray()));
    }

    /** Reads a column that holds part of a document; empty if it is null. */
    static <T> Optional<T> json(ResultSet row, String column, BiFunction<JsonNode, Pointer, ReadElement<T>> reader)
            throws SQLException {
        String json = row.getString(column);
        if (json == null) {
            return Optional.empty();
        }
        ReadElement<T> read = reader.apply(parse(json), Pointer.ROOT.to(column));
        if (!read.violations().isEmpty()) {
            throw new IllegalStateException("a stored row of the graph cannot be read back: " + read.violations());
        }
        return read.element();
    }

    private static JsonNode parse(String json) {
        try {
            return DocumentFormat.JSON.parse(json.getBytes(StandardCharsets.UTF_8));
        } catch (DocumentSyntaxException impossible) {
            throw new IllegalStateException("a stored row of the graph cannot be read back", impossible);
        }
    }

    static @Nullable Duration seconds(ResultSet row, String column) throws SQLException {
        long seconds = row.getLong(column);
        return row.wasNull() ? null : Duration.ofSeconds(seconds);
    }
}
