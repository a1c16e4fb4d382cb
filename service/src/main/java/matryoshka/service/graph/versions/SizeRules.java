package matryoshka.service.graph.versions;

import java.util.ArrayList;
import java.util.List;
import matryoshka.graph.DocumentSize;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Violation;
import matryoshka.service.platform.json.ElementLimits;

/**
 * How large a graph may become. A graph that is already larger, because limits have become stricter, stays valid and may shrink step by
 * step: so these are rules for changes, not for graphs.
 */
public final class SizeRules {
    /** Distinct conditions and patterns; each costs a millisecond and some kilobytes. */
    static final int MAX_EXPRESSIONS = 10_000;

    private final ElementLimits limits;

    public SizeRules(ElementLimits limits) {
        this.limits = limits;
    }

    public ElementLimits limits() {
        return limits;
    }

    /** Returns a violation for everything that exceeds a limit and has grown. */
    public List<Violation> violations(GraphDocument before, GraphDocument after) {
        DocumentSize now = DocumentSize.of(before);
        DocumentSize then = DocumentSize.of(after);
        List<Violation> violations = new ArrayList<>();
        check(violations, "/services", now.services(), then.services(), limits.services(), "services");
        check(
                violations,
                "/dependencies",
                now.dependencies(),
                then.dependencies(),
                limits.dependencies(),
                "dependencies");
        check(violations, "/invariants", now.invariants(), then.invariants(), limits.invariants(), "invariants");
        check(
                violations,
                "",
                now.values(),
                then.values(),
                limits.values(),
                "values: scopes, list entries, and members of claims");
        check(
                violations,
                "/dependencies",
                now.expressions(),
                then.expressions(),
                MAX_EXPRESSIONS,
                "distinct conditions and patterns");
        return violations;
    }

    private static void check(List<Violation> violations, String pointer, long now, long then, int most, String what) {
        if (then > most && then > now) {
            violations.add(ElementLimits.violation(pointer, most, what));
        }
    }
}
