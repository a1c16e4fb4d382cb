package matryoshka.service.graph.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.Dependency;
import matryoshka.graph.DependencyTerms;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sharing;
import matryoshka.graph.Violation;
import matryoshka.service.platform.json.ClaimReader;
import matryoshka.service.platform.json.ObjectCursor;
import matryoshka.service.platform.json.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one dependency. Omits a dependency whose ends cannot be read, since the graph's rules would report misleading violations for a
 * guess.
 */
final class DependencyReader {
    private static final Map<String, Sharing> SHARING_BY_WORD =
            Stream.of(Sharing.values()).collect(Collectors.toUnmodifiableMap(Sharing::word, Function.identity()));

    /** Without these members a dependency applies more often. */
    private static final List<String> LIMITS = List.of("requires", "when", "parameters");

    private DependencyReader() {}

    static @Nullable Dependency dependency(String name, JsonNode value, Pointer pointer, List<Violation> violations) {
        ObjectCursor cursor = ObjectCursor.of(value, pointer, violations);
        if (cursor == null) {
            return null;
        }
        String from = cursor.requires("from") ? cursor.text("from") : null;
        String to = cursor.requires("to") ? cursor.text("to") : null;
        LIMITS.forEach(cursor::refuseNull);
        SortedSet<String> requires = cursor.texts("requires");
        SortedSet<String> grants = cursor.requires("grants") ? cursor.texts("grants") : null;
        Sharing sharing = sharing(cursor);
        SortedSet<String> clients = cursor.limit("clients");
        Duration lifetime = cursor.duration("lifetime");
        boolean confidential = cursor.flag("confidential");
        ClaimRules claims = ClaimReader.rules(cursor.object("claims"));
        DependencyTerms terms = TermsReader.terms(cursor);
        cursor.refuseOthers();
        if (from == null || to == null || requires == null || grants == null || sharing == null) {
            return null;
        }
        return new Dependency(
                name,
                from,
                to,
                Scopes.of(requires),
                Scopes.of(grants),
                sharing,
                clients,
                lifetime,
                confidential,
                claims,
                terms);
    }

    private static @Nullable Sharing sharing(ObjectCursor cursor) {
        if (!cursor.has("sharing")) {
            return Sharing.EMBED;
        }
        String word = cursor.text("sharing");
        Sharing sharing = word == null ? null : SHARING_BY_WORD.get(word);
        if (word != null && sharing == null) {
            cursor.report("sharing", "sharing", "Sharing must be embed, exchange or reuse.");
        }
        return sharing;
    }
}
