package matryoshka.graph;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * On what terms a dependency is used: when it counts, what a request along it has to bring, and what becomes of the tokens it gave.
 * Expressions and patterns are texts here; what they mean is for who evaluates them.
 *
 * @param when a condition in CEL; null means always
 * @param parameters by name, the pattern that each request parameter has to match as a whole; all of them must be brought
 * @param extend by how much a token had by exchange along the edge may outlive the one it was exchanged for; null means not at all
 * @param excess what becomes of tokens with power that was had along the edge and is withdrawn; null means what the issuer does
 */
public record DependencyTerms(
        @Nullable String when,
        SortedMap<String, String> parameters,
        @Nullable Duration extend,
        @Nullable ExcessPolicy excess) {

    public static final DependencyTerms NONE = new DependencyTerms(null, new TreeMap<>(), null, null);

    /** In characters. */
    public static final int MAX_CONDITION_LENGTH = 500;

    /** In characters. */
    public static final int MAX_PATTERN_LENGTH = 200;

    public DependencyTerms {
        parameters = Sorted.map(parameters);
    }

    /** What a request has to meet, as one text: it meets all edges that have the same, or none. Empty for nothing. */
    public String requirementKey() {
        String condition = when == null ? "" : when;
        return parameters.isEmpty() ? condition : condition + parameters;
    }
}
