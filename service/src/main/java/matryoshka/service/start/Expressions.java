package matryoshka.service.start;

import matryoshka.service.planning.conditions.Conditions;
import matryoshka.service.planning.conditions.ExpressionRules;
import matryoshka.service.planning.conditions.ParameterRules;
import matryoshka.service.platform.caches.CacheMemory;

/** What evaluates the expressions of dependencies; one of each, so that what publishing compiles need not be compiled again. */
record Expressions(Conditions conditions, ParameterRules parameterRules) {

    static Expressions start(CacheMemory memory) {
        return new Expressions(new Conditions(memory), new ParameterRules(memory));
    }

    ExpressionRules rules() {
        return new ExpressionRules(conditions, parameterRules);
    }
}
