package matryoshka.graph;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Further terms of a dependency: when it applies, which parameters a request must have to use it, and what happens to tokens whose
 * authority from it is withdrawn. Expressions and patterns are plain text here; whoever evaluates them gives them meaning.
 *
 * @param when a condition in CEL; null means always
 * @param parameters by name, the pattern that each request parameter must match as a whole; all of them are required
 * @param extend by how much a token got by exchange along the edge may outlive its subject token; null means not at all
 * @param excess what happens to tokens with withdrawn authority that the edge gave; null means the issuer's default
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

    /**
     * Returns everything that a request must satisfy, as one text: a request satisfies either all edges with the same text or none of them.
     * Empty if nothing is required.
     */
    public String requirementKey() {
        String condition = when == null ? "" : when;
        return parameters.isEmpty() ? condition : condition + parameters;
    }
}
