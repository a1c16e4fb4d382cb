package matryoshka.spring;

import matryoshka.resource.RefusedException;
import org.springframework.security.core.AuthenticationException;

/** The token of a request is refused. */
public final class TokenRefusedException extends AuthenticationException {
    private static final long serialVersionUID = 1L;

    private final RefusedException refusal;

    TokenRefusedException(RefusedException refusal) {
        super(refusal.description(), refusal);
        this.refusal = refusal;
    }

    /** Returns how the request is answered. */
    public RefusedException refusal() {
        return refusal;
    }
}
