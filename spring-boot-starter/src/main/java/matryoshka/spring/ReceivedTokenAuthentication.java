package matryoshka.spring;

import java.util.Objects;
import java.util.stream.Collectors;
import matryoshka.resource.ReceivedToken;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * A request with an accepted token. Its principal is the {@link ReceivedToken}, its name the subject, its authorities are the scopes with
 * the prefix {@code SCOPE_}.
 */
public final class ReceivedTokenAuthentication extends AbstractAuthenticationToken {
    static final String SCOPE_PREFIX = "SCOPE_";

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // It lives as long as a request, and is never stored in a session.
    private final ReceivedToken token;

    public ReceivedTokenAuthentication(ReceivedToken token) {
        super(token.scopes().stream()
                .map(scope -> new SimpleGrantedAuthority(SCOPE_PREFIX + scope))
                .collect(Collectors.toUnmodifiableSet()));
        this.token = token;
        super.setAuthenticated(true);
    }

    @Override
    public ReceivedToken getPrincipal() {
        return token;
    }

    /** Returns nothing: the token itself is no one's concern. */
    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public String getName() {
        return token.subject();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ReceivedTokenAuthentication that && token == that.token && super.equals(other);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(token);
    }
}
