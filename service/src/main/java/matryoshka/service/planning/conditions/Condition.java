package matryoshka.service.planning.conditions;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import matryoshka.service.platform.caches.Weighed;

/** What became of an expression when it was compiled. */
sealed interface Condition {
    /** In characters. */
    int MAX_TEXT_LENGTH = 1_000;

    /** It can be evaluated. */
    record Usable(Program program, long weight) implements Condition, Weighed {

        /** Total: what cannot be evaluated, for example since a member is not there, does not hold. */
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

        /** CEL knows integers of 64 bits and doubles. What is too long to be looked through at little cost is not there. */
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

    /** It cannot, as the sentence says. */
    record Faulty(String sentence) implements Condition {}
}
