package matryoshka.spring;

import java.util.Optional;
import matryoshka.resource.ReceivedToken;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Finds the token of the request that is being handled. */
public final class ReceivedTokens {
    /**
     * The attribute of an outgoing request that holds the {@link ReceivedToken} to act for. Set it where the security context does not
     * reach: {@code client.get().uri(…).attribute(ReceivedTokens.ATTRIBUTE, received)}.
     */
    public static final String ATTRIBUTE = ReceivedToken.class.getName();

    private ReceivedTokens() {}

    /** Returns the token of the request that this thread handles, from Spring Security's context. */
    public static Optional<ReceivedToken> current() {
        return of(SecurityContextHolder.getContext().getAuthentication());
    }

    static Optional<ReceivedToken> of(@Nullable Authentication authentication) {
        return authentication instanceof ReceivedTokenAuthentication received
                ? Optional.of(received.getPrincipal())
                : Optional.empty();
    }

    static Optional<ReceivedToken> ofAttribute(@Nullable Object attribute) {
        return attribute instanceof ReceivedToken received ? Optional.of(received) : Optional.empty();
    }
}
