package matryoshka.service.planning.conditions;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/**
 * Regular expressions in the syntax of RE2, which match in time linear in the text. They are compiled by writing repetitions out, so
 * that a short one can still be larger than any memory: that is refused before.
 */
final class BoundedPattern {
    private static final int MAX_REPETITIONS = 1_000;

    private BoundedPattern() {}

    /**
     * What is wrong with a pattern, in one sentence; empty when it can be used.
     *
     * @param largestProgram how many instructions it may have when it is compiled; each can be looked at for each character
     */
    static Optional<String> fault(String pattern, int largestProgram) {
        if (Repetitions.most(pattern) > MAX_REPETITIONS) {
            return Optional.of(
                    "A pattern repeats nothing more than " + MAX_REPETITIONS + " times, all braces counted.");
        }
        try {
            return Pattern.compile(pattern).programSize() > largestProgram
                    ? Optional.of("This pattern is too large when its repetitions are written out.")
                    : Optional.empty();
        } catch (PatternSyntaxException faulty) {
            return Optional.of("This is no regular expression as RE2 knows them: " + faulty.getDescription() + ".");
        }
    }
}
