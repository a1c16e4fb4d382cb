package matryoshka.spring;

import matryoshka.resource.RefusedException;
import matryoshka.resource.ResourceServer;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;

/** Verifies the token of a request, with its proof or certificate. */
final class VerifyPresentedToken implements AuthenticationProvider {
    private final ResourceServer server;

    VerifyPresentedToken(ResourceServer server) {
        this.server = server;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        try {
            return new ReceivedTokenAuthentication(
                    server.verify(((PresentedTokenAuthentication) authentication).getCredentials()));
        } catch (RefusedException refusal) {
            throw new TokenRefusedException(refusal);
        }
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return PresentedTokenAuthentication.class.isAssignableFrom(authentication);
    }
}
