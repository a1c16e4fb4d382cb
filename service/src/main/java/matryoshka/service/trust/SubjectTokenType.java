package matryoshka.service.trust;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The declared type of a subject token: {@code subject_token_type} (RFC 8693 §3). */
public enum SubjectTokenType {
    /** An access token by RFC 9068, which its {@code typ} confirms. */
    ACCESS_TOKEN,
    /** An ID token of OpenID Connect. */
    ID_TOKEN,
    /** Any other JWT, such as those that platforms issue to workloads. */
    JWT;

    private static final String PREFIX = "urn:ietf:params:oauth:token-type:";

    /** Returns the name in registrations. */
    public String shortName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the name in requests. */
    public String uri() {
        return PREFIX + shortName();
    }

    static Optional<SubjectTokenType> ofShortName(String name) {
        return Arrays.stream(values())
                .filter(type -> type.shortName().equals(name))
                .findFirst();
    }

    public static Optional<SubjectTokenType> ofUri(String uri) {
        return Arrays.stream(values()).filter(type -> type.uri().equals(uri)).findFirst();
    }
}
