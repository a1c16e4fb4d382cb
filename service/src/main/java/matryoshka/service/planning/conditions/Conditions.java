package matryoshka.service.planning.conditions;

import java.util.Collection;
import java.util.Optional;
import matryoshka.service.platform.caches.CacheMemory;
import matryoshka.service.platform.caches.CacheShare;
import matryoshka.service.platform.caches.WeighedCache;

/**
 * The conditions of dependencies: expressions in CEL that are compiled once, for as long as there is room for them. Which expressions are
 * admitted, and so how much one can cost, is said in {@code docs/graph-api.md}. Thread-safe.
 */
public final class Conditions {
    private final WeighedCache<String, Condition.Usable> compiled;

    public Conditions(CacheMemory memory) {
        this.compiled = memory.cache(CacheShare.CONDITIONS);
    }

    /** What is wrong with an expression, in one sentence; empty when it can be published. */
    public Optional<String> fault(String expression) {
        if (compiled.find(expression).isPresent()) {
            return Optional.empty();
        }
        Condition condition = ConditionLanguage.compile(expression);
        if (condition instanceof Condition.Usable usable) {
            compiled.put(expression, usable);
        }
        return condition instanceof Condition.Faulty faulty ? Optional.of(faulty.sentence()) : Optional.empty();
    }

    /** Compiles what is going to be asked for, so that no request has to wait for it. */
    public void prepare(Collection<String> expressions) {
        expressions.forEach(this::usable);
    }

    /** Whether the condition holds: only if it can be evaluated and gives true. A faulty one never does. */
    public boolean holds(String expression, ConditionVariables facts) {
        return usable(expression).filter(condition -> condition.holds(facts)).isPresent();
    }

    private Optional<Condition.Usable> usable(String expression) {
        return compiled.get(
                expression,
                text -> ConditionLanguage.compile(text) instanceof Condition.Usable usable
                        ? Optional.of(usable)
                        : Optional.empty());
    }
}
