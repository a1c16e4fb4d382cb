package matryoshka.service.planning.conditions;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import matryoshka.service.platform.caches.Weighed;

/** The result of compiling an expression. */
sealed interface Condition {
    /** In characters. */
    int MAX_TEXT_LENGTH = 1_000;

    /** The condition can be evaluated. */
    record Usable(Program program, long weight) implements Condition, Weighed {

        /**
         * Evaluates the condition. Never throws: a condition that cannot be evaluated, for example because a member is missing, does not
         * hold.
         */
        boolean holds(ConditionVariables facts) {
            try {
                return Boolean.TRUE.equals(program.eval(Map.of(
                        "client_id",
                        facts.clientId(),
                        "client",
                        value(facts.properties()),
                        "subject",
                        value(facts.subject()),
                        "parameters",
                        facts.parameters())));
            } catch (CelEvaluationException | RuntimeException notEvaluable) {
                return false;
            }
        }

        /** Converts a value to CEL's types, 64-bit integers and doubles. A value that is too long to search cheaply counts as absent. */
        private static Object value(Object value) {
            if (value instanceof BigDecimal number) {
                return number.doubleValue();
            }
            if (value instanceof List<?> list) {
                return list.stream()
                        .filter(Usable::isReadable)
                        .map(Usable::value)
                        .toList();
            }
            if (value instanceof Map<?, ?> map) {
                Map<Object, Object> members = new HashMap<>();
                map.forEach((name, member) -> {
                    if (isReadable(member)) {
                        members.put(name, value(member));
                    }
                });
                return members;
            }
            return value;
        }

        private static boolean isReadable(Object value) {
            return !(value instanceof String text) || text.length() <= MAX_TEXT_LENGTH;
        }
    }

    /** The condition cannot be compiled, for the reason in the sentence. */
    record Faulty(String sentence) implements Condition {}
}
