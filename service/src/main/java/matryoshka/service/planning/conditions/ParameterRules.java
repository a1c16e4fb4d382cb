package matryoshka.service.planning.conditions;

import com.google.re2j.Pattern;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import matryoshka.graph.Sorted;
import matryoshka.service.platform.caches.CacheMemory;
import matryoshka.service.platform.caches.CacheShare;
import matryoshka.service.platform.caches.Weighed;
import matryoshka.service.platform.caches.WeighedCache;

/** The parameters that dependencies require of requests. Thread-safe. */
public final class ParameterRules {
    /** In characters. */
    public static final int MAX_VALUE_LENGTH = 200;

    private static final int MAX_PROGRAM_SIZE = 2_000;

    private final WeighedCache<String, Compiled> compiled;

    public ParameterRules(CacheMemory memory) {
        this.compiled = memory.cache(CacheShare.PATTERNS);
    }

    private record Compiled(Pattern pattern) implements Weighed {
        /** The weight of one instruction, including the memory that a few threads matching at the same time need for it. */
        private static final long INSTRUCTION_BYTES = 256;

        private static final long BARE_BYTES = 2_048;

        @Override
        public long weight() {
            return BARE_BYTES + INSTRUCTION_BYTES * pattern.programSize();
        }
    }

    /** The result of checking a request's parameters. */
    public sealed interface Outcome {}

    /** All required parameters are present and match: the claims they become, by name. */
    public record Bound(SortedMap<String, String> claims) implements Outcome {}

    /** This parameter is missing. */
    public record Missing(String name) implements Outcome {}

    /** This parameter does not match its pattern as a whole, or has more than 200 characters. */
    public record Malformed(String name) implements Outcome {}

    /** Returns what is wrong with a pattern, in one sentence; empty if it can be published. */
    public Optional<String> fault(String pattern) {
        return BoundedPattern.fault(pattern, MAX_PROGRAM_SIZE);
    }

    /**
     * Checks the parameters of a request. Of several faults it returns the first by name.
     *
     * @param patterns by name, the patterns of {@link matryoshka.graph.DependencyTerms#parameters}; the value must match all of them
     * @param given parameters by name; those that nothing requires are ignored
     */
    public Outcome check(SortedMap<String, SortedSet<String>> patterns, Map<String, String> given) {
        SortedMap<String, String> claims = new TreeMap<>();
        for (Map.Entry<String, SortedSet<String>> required : patterns.entrySet()) {
            String value = given.get(required.getKey());
            if (value == null) {
                return new Missing(required.getKey());
            }
            if (value.length() > MAX_VALUE_LENGTH
                    || !required.getValue().stream().allMatch(pattern -> matches(pattern, value))) {
                return new Malformed(required.getKey());
            }
            claims.put(required.getKey(), value);
        }
        return new Bound(Sorted.map(claims));
    }

    private boolean matches(String pattern, String value) {
        return compiled.get(pattern, ParameterRules::compile)
                .filter(found -> found.pattern().matcher(value).matches())
                .isPresent();
    }

    /** Returns empty for an invalid pattern, which cannot be published; then no value matches. */
    private static Optional<Compiled> compile(String pattern) {
        return BoundedPattern.fault(pattern, MAX_PROGRAM_SIZE).isEmpty()
                ? Optional.of(new Compiled(Pattern.compile(pattern)))
                : Optional.empty();
    }
}
