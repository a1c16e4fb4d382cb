package matryoshka.service.platform.oauth;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a resource that follows RFC 6749: parameters only in a form body, errors in OAuth's JSON, responses not cached
 * unless they say so.
 *
 * <p>Such a resource takes {@link FormParameters} and has no {@code @Consumes}: another content type is an OAuth error too, which the
 * reader of the parameters reports.
 */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface OAuthEndpoint {}
