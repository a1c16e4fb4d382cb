package matryoshka.graph;

import java.util.Locale;

/** How the caller of a dependency gets its token for the callee. */
public enum Sharing {
    /** The issuer nests a narrower token for the callee in the caller's token. */
    EMBED,
    /** The caller exchanges its token for one for the callee when it needs it (RFC 8693). */
    EXCHANGE,
    /** The callee accepts the caller's own token; both are in one security context. */
    REUSE;

    /** Returns the word in graph documents: {@code embed}, {@code exchange} or {@code reuse}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
