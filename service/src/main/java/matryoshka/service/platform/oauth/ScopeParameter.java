package matryoshka.service.platform.oauth;

import java.util.SortedSet;
import java.util.StringTokenizer;
import java.util.TreeSet;
import matryoshka.graph.Names;
import matryoshka.graph.Sorted;
import org.jspecify.annotations.Nullable;

/** The value of {@code scope} in a request (RFC 6749 §3.3): names separated by spaces. */
public final class ScopeParameter {
    /** Scopes that one request may name, repetitions counted. */
    public static final int MAX_SCOPES = 256;

    private ScopeParameter() {}

    /**
     * The scopes that a request names; null if it names none.
     *
     * @throws OAuthErrorException {@code invalid_scope} as {@link #parse} does
     */
    public static @Nullable SortedSet<String> of(FormParameters form) {
        return form.value("scope").map(ScopeParameter::parse).orElse(null);
    }

    /**
     * The scopes that a value names: at least one, for a value of spaces alone does not mean what an omitted one does.
     *
     * @throws OAuthErrorException {@code invalid_scope} for none, for more than {@link #MAX_SCOPES}, and for a name that no scope can have
     */
    public static SortedSet<String> parse(String value) {
        SortedSet<String> scopes = new TreeSet<>();
        StringTokenizer names = new StringTokenizer(value, " ");
        for (int count = 1; names.hasMoreTokens(); count++) {
            if (count > MAX_SCOPES) {
                throw new OAuthErrorException(
                        OAuthError.INVALID_SCOPE, "'scope' names more than " + MAX_SCOPES + " scopes.");
            }
            String scope = names.nextToken();
            if (!Names.isScope(scope)) {
                throw new OAuthErrorException(
                        OAuthError.INVALID_SCOPE, "'scope' has a character that no scope has, or one is too long.");
            }
            scopes.add(scope);
        }
        if (scopes.isEmpty()) {
            throw new OAuthErrorException(OAuthError.INVALID_SCOPE, "'scope' names no scope.");
        }
        return Sorted.set(scopes);
    }
}
