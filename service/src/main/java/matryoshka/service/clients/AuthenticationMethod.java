package matryoshka.service.clients;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a client proves who it is: {@code token_endpoint_auth_method} (RFC 7591 §2). */
public enum AuthenticationMethod {
    CLIENT_SECRET_BASIC,
    CLIENT_SECRET_POST,
    PRIVATE_KEY_JWT;

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
        return this != PRIVATE_KEY_JWT;
    }
}
