package matryoshka.service.graph;

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
import matryoshka.service.document.DocumentFormat;
import matryoshka.service.document.DocumentSyntaxException;
import matryoshka.service.document.ReadElement;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** What the rows of services, dependencies and invariants have in common: a name, a range of versions, and the columns' types. */
final class Rows {
    private static final int READ_AT_ONCE = 2_000;
    private static final int WRITTEN_AT_ONCE = 5_000;

    private Rows() {}

    /** The rows of a version, which the query calls {@code :version}, streamed. */
    static <E> SortedMap<String, E> read(
            Handle database, String query, long version, RowMapper<E> mapper, Function<E, String> name) {
        SortedMap<String, E> elements = new TreeMap<>();
        try (Stream<E> rows =
                database.createQuery(query).bind("version", version).setFetchSize(READ_AT_ONCE).map(mapper).stream()) {
            rows.forEach(element -> elements.put(name.apply(element), element));
        }
        return elements;
    }

    /** Ends the current rows {@code :names} with {@code :version}; every one of them must be there. */
    static void end(Handle database, String update, long version, List<String> names) {
        if (names.isEmpty()) {
            return;
        }
        int ended = database.createUpdate(update)
                .bind("version", version)
                .bindArray("names", String.class, names)
                .execute();
        if (ended != names.size()) {
            throw new IllegalStateException("the current graph is not what its rows say: of " + names.size()
                    + " rows to end, " + ended + " are there");
        }
    }

    /** Inserts {@code :rows}, a JSON array of elements in the form they have in documents and their names, in a few statements. */
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

    /** Reads a column that holds part of a document; empty when it is null. */
    static <T> Optional<T> json(ResultSet row, String column, BiFunction<JsonNode, String, ReadElement<T>> reader)
            throws SQLException {
        String json = row.getString(column);
        if (json == null) {
            return Optional.empty();
        }
        ReadElement<T> read = reader.apply(parse(json), "/" + column);
        if (!read.violations().isEmpty()) {
            throw new IllegalStateException("a row of the graph is not as it was written: " + read.violations());
        }
        return read.element();
    }

    private static JsonNode parse(String json) {
        try {
            return DocumentFormat.JSON.parse(json.getBytes(StandardCharsets.UTF_8));
        } catch (DocumentSyntaxException impossible) {
            throw new IllegalStateException("a row of the graph is not as it was written", impossible);
        }
    }

    static @Nullable Duration seconds(ResultSet row, String column) throws SQLException {
        long seconds = row.getLong(column);
        return row.wasNull() ? null : Duration.ofSeconds(seconds);
    }
}
