package matryoshka.service.planning.conditions;

import java.util.Collection;
import java.util.Optional;
import matryoshka.service.platform.caches.CacheMemory;
import matryoshka.service.platform.caches.CacheShare;
import matryoshka.service.platform.caches.WeighedCache;

/**
 * The conditions of dependencies: CEL expressions, compiled once and cached while there is room. {@code docs/graph-api.md} says which
 * expressions are admitted, and so how much one can cost. Thread-safe.
 */
public final class Conditions {
    private final WeighedCache<String, Condition.Usable> compiled;

    public Conditions(CacheMemory memory) {
        this.compiled = memory.cache(CacheShare.CONDITIONS);
    }

    /** Returns what is wrong with an expression, in one sentence; empty if it can be published. */
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

    /** Compiles expressions in advance, so that no request has to wait for it. */
    public void prepare(Collection<String> expressions) {
        expressions.forEach(this::usable);
    }

    /** Returns whether the condition holds: only if it can be evaluated and the result is true. A faulty condition never holds. */
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
