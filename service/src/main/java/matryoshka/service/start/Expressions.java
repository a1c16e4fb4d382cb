package matryoshka.service.start;

import matryoshka.service.conditions.Conditions;
import matryoshka.service.conditions.ExpressionRules;
import matryoshka.service.conditions.ParameterRules;

/** What evaluates the expressions of dependencies; one of each, so that what publishing compiles need not be compiled again. */
record Expressions(Conditions conditions, ParameterRules parameterRules) {

    static Expressions start() {
        return new Expressions(new Conditions(), new ParameterRules());
    }

    ExpressionRules rules() {
        return new ExpressionRules(conditions, parameterRules);
    }
}
