package matryoshka.spring;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import matryoshka.resource.ResourceServer;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Answers refused requests of servlets. */
final class ServletRefusals implements AuthenticationEntryPoint, AccessDeniedHandler {
    private final ResourceServer server;

    ServletRefusals(ResourceServer server) {
        this.server = server;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException exception) {
        answer(response, Refusal.unauthenticated(server, ServletPresentedToken.of(request), exception));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException exception) {
        answer(response, Refusal.denied(exception, ReceivedTokens.current()));
    }

    private static void answer(HttpServletResponse response, Refusal refusal) {
        response.setStatus(refusal.status());
        refusal.forEachHeader(response::addHeader);
    }
}
