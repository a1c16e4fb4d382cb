package matryoshka.service.clients;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a client authenticates: {@code token_endpoint_auth_method} (RFC 7591 §2). */
public enum AuthenticationMethod {
    CLIENT_SECRET_BASIC,
    CLIENT_SECRET_POST,
    PRIVATE_KEY_JWT,
    /** With a certificate from a trusted authority (RFC 8705 §2.1). */
    TLS_CLIENT_AUTH,
    /** With a certificate whose key is registered (RFC 8705 §2.2). */
    SELF_SIGNED_TLS_CLIENT_AUTH;

    /** Returns the method's name in the registry of RFC 7591. */
    public String registeredName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<AuthenticationMethod> of(String registeredName) {
        return Arrays.stream(values())
                .filter(method -> method.registeredName().equals(registeredName))
                .findFirst();
    }

    /** Returns whether the issuer generates secrets for clients with this method. */
    public boolean hasSecret() {
        return this == CLIENT_SECRET_BASIC || this == CLIENT_SECRET_POST;
    }

    /** Returns whether clients with this method present a certificate. */
    public boolean hasCertificate() {
        return this == TLS_CLIENT_AUTH || this == SELF_SIGNED_TLS_CLIENT_AUTH;
    }

    /** Returns whether clients with this method register public keys. */
    public boolean hasKeys() {
        return this == PRIVATE_KEY_JWT || this == SELF_SIGNED_TLS_CLIENT_AUTH;
    }
}
