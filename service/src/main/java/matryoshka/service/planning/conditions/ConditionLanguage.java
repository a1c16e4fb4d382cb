package matryoshka.service.planning.conditions;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Optional;
import matryoshka.graph.DependencyTerms;

/**
 * The Common Expression Language as conditions may use it: over four variables, with a boolean result, and only expressions of bounded
 * cost. Initialized on first use, since that takes long.
 */
final class ConditionLanguage {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_ITERATIONS = 200;
    private static final int MAX_SENTENCE_LENGTH = 300;
    /** The weight of a compiled expression, and of each node of its tree. */
    private static final long BARE_BYTES = 4_096;

    private static final long NODE_BYTES = 512;

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(DependencyTerms.MAX_CONDITION_LENGTH)
            .maxParseRecursionDepth(MAX_DEPTH)
            .comprehensionMaxIterations(MAX_ITERATIONS)
            // People expect that 3 is less than 3.5, and the runtime requires this option.
            .enableHeterogeneousNumericComparisons(true)
            .build();

    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            // Macros that make lists can make them of any size.
            .setStandardMacros(CelStandardMacro.HAS, CelStandardMacro.ALL, CelStandardMacro.EXISTS)
            .addVar("client_id", SimpleType.STRING)
            .addVar("client", MapType.create(SimpleType.STRING, SimpleType.DYN))
            .addVar("subject", MapType.create(SimpleType.STRING, SimpleType.DYN))
            .addVar("parameters", MapType.create(SimpleType.STRING, SimpleType.STRING))
            .setResultType(SimpleType.BOOL)
            .build();

    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();

    private ConditionLanguage() {}

    static Condition compile(String expression) {
        CelValidationResult checked = COMPILER.compile(expression);
        if (checked.hasError()) {
            return new Condition.Faulty(sentence(checked.getErrors().get(0)));
        }
        try {
            CelAbstractSyntaxTree tree = checked.getAst();
            Optional<String> unbounded = BoundedExpression.fault(tree);
            return unbounded.isPresent()
                    ? new Condition.Faulty(unbounded.get())
                    : new Condition.Usable(RUNTIME.createProgram(tree), weight(tree));
        } catch (CelValidationException | CelEvaluationException notUsable) {
            return new Condition.Faulty("This condition cannot be evaluated.");
        }
    }

    private static long weight(CelAbstractSyntaxTree tree) {
        return BARE_BYTES
                + NODE_BYTES
                        * CelNavigableAst.fromAst(tree).getRoot().allNodes().count();
    }

    /** The compiler's message quotes nothing but the expression. */
    private static String sentence(CelIssue issue) {
        int column = issue.getSourceLocation().getColumn();
        String message = issue.getMessage();
        String place = column < 0 ? "" : "at character " + (column + 1) + ": ";
        String text =
                place + (message.length() > MAX_SENTENCE_LENGTH ? message.substring(0, MAX_SENTENCE_LENGTH) : message);
        return "This is not a valid condition: " + text + ".";
    }
}
