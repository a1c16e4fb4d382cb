package matryoshka.service.conditions;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.Collection;
import java.util.Optional;

/**
 * The conditions of dependencies: expressions in CEL that are compiled once. Which expressions are admitted, and so how much one can
 * cost, is said in {@code docs/graph-api.md}. Thread-safe.
 */
public final class Conditions {
    private static final int MOST_KEPT = 10_000;

    private final LoadingCache<String, Condition> compiled =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).build(ConditionLanguage::compile);

    /** What is wrong with an expression, in one sentence; empty when it can be published. */
    public Optional<String> fault(String expression) {
        return compiled.get(expression) instanceof Condition.Faulty faulty
                ? Optional.of(faulty.sentence())
                : Optional.empty();
    }

    /** Compiles what is going to be asked for, so that no request has to wait for it. */
    public void prepare(Collection<String> expressions) {
        var unused = compiled.getAll(expressions);
    }

    /** Whether the condition holds: only if it can be evaluated and gives true. A faulty one never does. */
    public boolean holds(String expression, Facts facts) {
        return compiled.get(expression) instanceof Condition.Usable usable && usable.holds(facts);
    }
}
