package matryoshka.service.planning.conditions;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/**
 * Regular expressions in RE2 syntax, which match in time linear in the text. The compiler expands repetitions, so that a short pattern can
 * still exceed any memory: such a pattern is refused beforehand.
 */
final class BoundedPattern {
    private static final int MAX_REPETITIONS = 1_000;

    private BoundedPattern() {}

    /**
     * Returns what is wrong with a pattern, in one sentence; empty if it can be used.
     *
     * @param largestProgram the maximum number of instructions of the compiled pattern; matching may visit each of them for each character
     */
    static Optional<String> fault(String pattern, int largestProgram) {
        if (Repetitions.most(pattern) > MAX_REPETITIONS) {
            return Optional.of("A pattern can repeat an element at most " + MAX_REPETITIONS
                    + " times, with all its braces counted.");
        }
        try {
            return Pattern.compile(pattern).programSize() > largestProgram
                    ? Optional.of("This pattern is too large when its repetitions are expanded.")
                    : Optional.empty();
        } catch (PatternSyntaxException faulty) {
            return Optional.of("This is not a valid RE2 regular expression: " + faulty.getDescription() + ".");
        }
    }
}
