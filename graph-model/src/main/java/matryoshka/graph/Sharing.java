package matryoshka.graph;

import java.util.Locale;

/** How the token for the callee of a dependency is had by its caller. */
public enum Sharing {
    /** The issuer nests a narrower token for the callee in the caller's token. */
    EMBED,
    /** The caller trades its token for one for the callee when it needs it (RFC 8693). */
    EXCHANGE,
    /** The caller's own token is good for the callee as well; both are in one security context. */
    REUSE;

    /** The word for it in graph documents: {@code embed}, {@code exchange} or {@code reuse}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
