package matryoshka.spring;

import java.util.List;
import matryoshka.resource.PresentedToken;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;

/** A request whose token has not been verified yet. Its string form shows no token. */
final class PresentedTokenAuthentication extends AbstractAuthenticationToken {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // It lives until the token is verified.
    private final PresentedToken presented;

    PresentedTokenAuthentication(PresentedToken presented) {
        super(List.<GrantedAuthority>of());
        this.presented = presented;
    }

    @Override
    public PresentedToken getCredentials() {
        return presented;
    }

    @Override
    public String getPrincipal() {
        return "";
    }
}
