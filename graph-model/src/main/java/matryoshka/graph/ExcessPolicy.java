package matryoshka.graph;

import java.util.Locale;

/** What happens to a token with authority that the graph has withdrawn. */
public enum ExcessPolicy {
    /** It stays active, and introspection shows what was withdrawn. */
    FLAG,
    /** It is refused, like a revoked one. */
    REJECT;

    /** Returns the word in graph documents: {@code flag} or {@code reject}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
