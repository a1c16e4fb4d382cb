package matryoshka.service.conditions;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.Optional;

/**
 * Admits only expressions whose cost is bounded by their length and by what they are given. CEL always ends, but 500 characters can
 * ask for more than any machine has: texts or lists that grow manifold with each loop around them, patterns that repeat repetitions.
 */
final class BoundedExpression {
    private BoundedExpression() {}

    /** What would make an expression too expensive; empty when nothing does. */
    static Optional<String> fault(CelAbstractSyntaxTree tree) {
        return CelNavigableAst.fromAst(tree)
                .getRoot()
                .allNodes()
                .flatMap(node -> fault(node).stream())
                .findFirst();
    }

    private static Optional<String> fault(CelNavigableExpr node) {
        if (node.getKind() == Kind.COMPREHENSION && isInsideAnother(node)) {
            return Optional.of("One loop (all, exists) is not put into another.");
        }
        if (node.getKind() != Kind.CALL) {
            return Optional.empty();
        }
        CelCall call = node.expr().call();
        return switch (call.function()) {
            case "_+_" -> Optional.of("A condition compares what it is given; it does not add to it (+).");
            case "matches" -> patternFault(call.args().get(call.args().size() - 1));
            default -> Optional.empty();
        };
    }

    private static boolean isInsideAnother(CelNavigableExpr node) {
        Optional<CelNavigableExpr> outer = node.parent();
        while (outer.isPresent()) {
            if (outer.get().getKind() == Kind.COMPREHENSION) {
                return true;
            }
            outer = outer.get().parent();
        }
        return false;
    }

    private static Optional<String> patternFault(CelExpr pattern) {
        if (pattern.getKind() != Kind.CONSTANT || pattern.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
            return Optional.of("The pattern of matches is a text in quotes, not something that a request can choose.");
        }
        return BoundedPattern.fault(pattern.constant().stringValue());
    }
}
