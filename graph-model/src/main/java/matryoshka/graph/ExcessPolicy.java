package matryoshka.graph;

import java.util.Locale;

/** What becomes of a token that holds authority which the graph has withdrawn since. */
public enum ExcessPolicy {
    /** It stays active, and introspection says what was withdrawn. */
    FLAG,
    /** It is refused, like a revoked one. */
    REJECT;

    /** The word for it in graph documents: {@code flag} or {@code reject}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
