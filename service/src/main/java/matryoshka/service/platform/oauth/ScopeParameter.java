package matryoshka.service.platform.oauth;

import matryoshka.graph.Names;
import matryoshka.graph.Scopes;
import org.jspecify.annotations.Nullable;

/** The value of {@code scope} in a request (RFC 6749 §3.3): names separated by single spaces. Registrations are read the same way. */
public final class ScopeParameter {
    /** The maximum number of scopes that one request may name, including repetitions. */
    public static final int MAX_SCOPES = 256;

    private ScopeParameter() {}

    /**
     * Returns the scopes that a request names; null if it names none.
     *
     * @throws OAuthErrorException {@code invalid_scope} as {@link #parse} does
     */
    public static @Nullable Scopes of(FormParameters form) {
        return form.value("scope").map(ScopeParameter::parse).orElse(null);
    }

    /**
     * Returns the scopes that a value names, at least one: a value of only spaces does not mean the same as an omitted parameter.
     *
     * @throws OAuthErrorException {@code invalid_scope} for more than {@link #MAX_SCOPES}, for a name that no scope can have, and for a
     *     space that does not separate two names
     */
    public static Scopes parse(String value) {
        String[] names = value.split(" ", MAX_SCOPES + 1);
        if (names.length > MAX_SCOPES) {
            throw invalid("'scope' names more than " + MAX_SCOPES + " scopes.");
        }
        for (String scope : names) {
            if (scope.isEmpty()) {
                throw invalid("'scope' must name scopes with exactly one space between them.");
            }
            if (!Names.isScope(scope)) {
                throw invalid("'scope' contains a scope that is too long or has an invalid character.");
            }
        }
        return Scopes.of(names);
    }

    private static OAuthErrorException invalid(String description) {
        return new OAuthErrorException(OAuthError.INVALID_SCOPE, description);
    }
}
