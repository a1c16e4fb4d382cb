package matryoshka.service.graph.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import matryoshka.graph.DependencyTerms;
import matryoshka.graph.ExcessPolicy;
import matryoshka.graph.Violation;
import matryoshka.service.platform.json.ObjectCursor;
import matryoshka.service.platform.json.Pointer;
import org.jspecify.annotations.Nullable;

/** Reads the terms of a dependency, which are members like all others. */
final class TermsReader {
    private static final Map<String, ExcessPolicy> EXCESS_BY_WORD = Stream.of(ExcessPolicy.values())
            .collect(Collectors.toUnmodifiableMap(ExcessPolicy::word, Function.identity()));

    private TermsReader() {}

    static DependencyTerms terms(ObjectCursor dependency) {
        return new DependencyTerms(
                dependency.text("when"),
                parameters(dependency.object("parameters")),
                dependency.duration("extend"),
                excess(dependency.object("staleness")));
    }

    static SortedMap<String, String> parameters(@Nullable ObjectCursor parameters) {
        return parameters == null ? DependencyTerms.NONE.parameters() : parameters.entries(TermsReader::pattern);
    }

    private static @Nullable String pattern(String name, JsonNode value, Pointer pointer, List<Violation> violations) {
        ObjectCursor parameter = ObjectCursor.of(value, pointer, violations);
        if (parameter == null) {
            return null;
        }
        String pattern = parameter.requires("pattern") ? parameter.text("pattern") : null;
        parameter.refuseOthers();
        return pattern;
    }

    private static @Nullable ExcessPolicy excess(@Nullable ObjectCursor staleness) {
        if (staleness == null) {
            return null;
        }
        String word = staleness.text("excess");
        staleness.refuseOthers();
        ExcessPolicy excess = word == null ? null : EXCESS_BY_WORD.get(word);
        if (word != null && excess == null) {
            staleness.report("excess", "excess", "Excess must be flag or reject.");
        }
        return excess;
    }
}
