package matryoshka.service.platform.oauth;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import matryoshka.graph.Names;

/**
 * The client that a request names, and its proof (RFC 6749 §2.3); so far only the form has been checked. The methods are values of
 * {@code token_endpoint_auth_method} (RFC 7591 §2).
 */
public sealed interface PresentedCredentials {
    /** Returns the client's id; it has the form of a name, and may be unknown. */
    String clientId();

    /** {@code client_secret_basic}. */
    record SecretBasic(String clientId, Secret secret) implements PresentedCredentials {}

    /** {@code client_secret_post}. */
    record SecretPost(String clientId, Secret secret) implements PresentedCredentials {}

    /** {@code private_key_jwt}: an assertion by the client, of which only the form has been checked. */
    record Assertion(ClientAssertion assertion) implements PresentedCredentials {
        @Override
        public String clientId() {
            return assertion.clientId();
        }
    }

    /**
     * {@code tls_client_auth} or {@code self_signed_tls_client_auth} (RFC 8705 §2): a client id, and the certificate of a key whose
     * possession the sender has proved.
     */
    record Certificate(String clientId, X509Certificate certificate) implements PresentedCredentials {}

    /** {@code none}: a client id without proof. */
    record None(String clientId) implements PresentedCredentials {}

    /**
     * Reads the credentials of a request.
     *
     * @param authorization the values of all {@code Authorization} headers
     * @param certificate of the key whose possession the sender has proved; used if no other credentials are presented
     * @throws OAuthErrorException {@code invalid_request} for two mechanisms at once or two different ids; {@code invalid_client} for
     *     missing or malformed credentials, a scheme other than Basic, or an id that no client can have
     */
    static PresentedCredentials from(
            List<String> authorization, FormParameters form, Optional<X509Certificate> certificate) {
        if (authorization.size() > 1) {
            throw OAuthErrorException.invalidRequest("The request has more than one Authorization header.");
        }
        Optional<Secret> secret = form.value("client_secret").map(Secret::of);
        boolean asserted = form.value("client_assertion").isPresent()
                || form.value("client_assertion_type").isPresent();
        if (Stream.of(!authorization.isEmpty(), secret.isPresent(), asserted)
                        .filter(used -> used)
                        .count()
                > 1) {
            throw OAuthErrorException.invalidRequest("The request uses more than one client authentication method.");
        }
        if (asserted) {
            return fromAssertion(form);
        }
        if (!authorization.isEmpty()) {
            return fromHeader(authorization.get(0), form);
        }
        String id =
                checked(form.value("client_id").orElseThrow(() -> new OAuthErrorException(OAuthError.INVALID_CLIENT)));
        if (secret.isPresent()) {
            return new SecretPost(id, secret.get());
        }
        return certificate
                .<PresentedCredentials>map(proved -> new Certificate(id, proved))
                .orElseGet(() -> new None(id));
    }

    private static PresentedCredentials fromHeader(String authorization, FormParameters form) {
        SecretBasic basic = BasicScheme.parse(authorization);
        if (form.value("client_id").filter(id -> !id.equals(basic.clientId())).isPresent()) {
            throw OAuthErrorException.invalidRequest("'client_id' differs from the Authorization header.");
        }
        checked(basic.clientId());
        return basic;
    }

    /** RFC 7521 §4.2. */
    private static PresentedCredentials fromAssertion(FormParameters form) {
        boolean known = form.require("client_assertion_type").equals(ClientAssertion.TYPE);
        ClientAssertion assertion = Optional.of(form.require("client_assertion"))
                .filter(text -> known)
                .flatMap(ClientAssertion::parse)
                .orElseThrow(() -> new OAuthErrorException(OAuthError.INVALID_CLIENT));
        if (form.value("client_id")
                .filter(id -> !id.equals(assertion.clientId()))
                .isPresent()) {
            throw new OAuthErrorException(OAuthError.INVALID_CLIENT);
        }
        checked(assertion.clientId());
        return new Assertion(assertion);
    }

    /** Refuses, as an unknown client, an id that does not have the form of a name. */
    private static String checked(String id) {
        if (!Names.isName(id)) {
            throw new OAuthErrorException(OAuthError.INVALID_CLIENT);
        }
        return id;
    }
}
