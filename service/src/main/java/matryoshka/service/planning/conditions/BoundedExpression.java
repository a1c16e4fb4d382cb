package matryoshka.service.planning.conditions;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.Optional;

/**
 * Admits only expressions whose cost is bounded by their length and their input. CEL always terminates, but 500 characters can ask for more
 * than any machine has: strings or lists that multiply in size with each nested loop, and patterns with nested repetitions.
 */
final class BoundedExpression {
    /** Strings in a condition may be long, and 500 characters can contain many patterns. */
    private static final int MAX_PROGRAM_SIZE = 300;

    private BoundedExpression() {}

    /** Returns what would make an expression too expensive; empty if nothing does. */
    static Optional<String> fault(CelAbstractSyntaxTree tree) {
        return CelNavigableAst.fromAst(tree)
                .getRoot()
                .allNodes()
                .flatMap(node -> fault(node).stream())
                .findFirst();
    }

    private static Optional<String> fault(CelNavigableExpr node) {
        if (node.getKind() == Kind.COMPREHENSION && loopAround(node).isPresent()) {
            return Optional.of("Loops (all, exists) cannot be nested.");
        }
        if (node.getKind() != Kind.CALL) {
            return Optional.empty();
        }
        CelCall call = node.expr().call();
        return switch (call.function()) {
            case "_+_" -> Optional.of("A condition cannot use +: it compares values and does not compute new ones.");
            case "matches" -> matchFault(node, call);
            default -> Optional.empty();
        };
    }

    private static Optional<CelExpr> loopAround(CelNavigableExpr node) {
        Optional<CelNavigableExpr> outer = node.parent();
        while (outer.isPresent() && outer.get().getKind() != Kind.COMPREHENSION) {
            outer = outer.get().parent();
        }
        return outer.map(CelNavigableExpr::expr);
    }

    private static Optional<String> matchFault(CelNavigableExpr node, CelCall call) {
        CelExpr text = call.target().orElseGet(() -> call.args().get(0));
        Optional<CelExpr> loop = loopAround(node);
        if (loop.isPresent() && !isVariableOf(loop.get(), text)) {
            return Optional.of("In a loop, matches can only be called on the loop variable.");
        }
        CelExpr pattern = call.args().get(call.args().size() - 1);
        if (pattern.getKind() != Kind.CONSTANT || pattern.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
            return Optional.of("The pattern of matches must be a string literal, so that no request can choose it.");
        }
        return BoundedPattern.fault(pattern.constant().stringValue(), MAX_PROGRAM_SIZE);
    }

    private static boolean isVariableOf(CelExpr loop, CelExpr text) {
        return text.getKind() == Kind.IDENT
                && text.ident().name().equals(loop.comprehension().iterVar());
    }
}
