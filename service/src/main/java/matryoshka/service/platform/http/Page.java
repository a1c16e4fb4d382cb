package matryoshka.service.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The requested page of a list in which each entry has a number, the greatest first. {@code before} is exclusive, so that no entry is lost or
 * repeated when others are added between two pages.
 */
public final class Page {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;

    private final @Nullable String before;
    private final @Nullable String limit;

    public Page(@QueryParam("before") @Nullable String before, @QueryParam("limit") @Nullable String limit) {
        this.before = before;
        this.limit = limit;
    }

    /** Returns the number that the entries of the page are below. A malformed parameter is a 400 that names it. */
    public long before() {
        return before == null ? Long.MAX_VALUE : QueryParameters.wholeNumber("before", before);
    }

    private int limit() {
        return limit == null ? DEFAULT_LIMIT : QueryParameters.number("limit", limit, 1, MAX_LIMIT);
    }

    /** Returns how many entries to look up: one more than the page has shows whether there is another page. */
    public int lookAhead() {
        return limit() + 1;
    }

    /**
     * Returns the page as JSON, with {@code next}, the {@code before} of the next page, unless this is the last.
     *
     * @param name of the list
     * @param found up to {@link #lookAhead} entries
     */
    public <T> ObjectNode json(String name, List<T> found, Function<T, JsonNode> json, ToLongFunction<T> number) {
        int most = limit();
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ArrayNode list = page.putArray(name);
        found.stream().limit(most).map(json).forEach(list::add);
        if (found.size() > most) {
            page.put("next", number.applyAsLong(found.get(most - 1)));
        }
        return page;
    }
}
