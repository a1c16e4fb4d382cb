package matryoshka.service.clients;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a client proves who it is: {@code token_endpoint_auth_method} (RFC 7591 §2). */
public enum AuthenticationMethod {
    CLIENT_SECRET_BASIC,
    CLIENT_SECRET_POST,
    PRIVATE_KEY_JWT,
    /** By a certificate that an authority vouches for (RFC 8705 §2.1). */
    TLS_CLIENT_AUTH,
    /** By a certificate whose key is registered (RFC 8705 §2.2). */
    SELF_SIGNED_TLS_CLIENT_AUTH;

    /** Its name in the registry of RFC 7591. */
    public String registeredName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<AuthenticationMethod> of(String registeredName) {
        return Arrays.stream(values())
                .filter(method -> method.registeredName().equals(registeredName))
                .findFirst();
    }

    /** Whether the issuer makes secrets for its clients. */
    public boolean hasSecret() {
        return this == CLIENT_SECRET_BASIC || this == CLIENT_SECRET_POST;
    }

    /** Whether its clients show a certificate. */
    public boolean hasCertificate() {
        return this == TLS_CLIENT_AUTH || this == SELF_SIGNED_TLS_CLIENT_AUTH;
    }

    /** Whether its clients are known by public keys of theirs. */
    public boolean hasKeys() {
        return this == PRIVATE_KEY_JWT || this == SELF_SIGNED_TLS_CLIENT_AUTH;
    }
}
