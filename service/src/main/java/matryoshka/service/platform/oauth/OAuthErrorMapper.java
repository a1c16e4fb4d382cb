package matryoshka.service.platform.oauth;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** Renders an error with the headers that its code requires. */
final class OAuthErrorMapper implements ExceptionMapper<OAuthErrorException> {
    @Override
    public Response toResponse(OAuthErrorException refused) {
        OAuthError error = refused.error();
        Response.ResponseBuilder response = Response.status(error.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Pragma", "no-cache")
                .entity(new OAuthErrorAnswer(error.code(), refused.description()));
        if (error.challenge() != null) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, error.challenge());
        }
        if (error == OAuthError.TEMPORARILY_UNAVAILABLE || error == OAuthError.TOO_MANY_REQUESTS) {
            response.header(HttpHeaders.RETRY_AFTER, refused.retryAfterSeconds());
        }
        return response.build();
    }
}
