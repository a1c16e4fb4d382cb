package matryoshka.service.trust;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody says a subject token is: {@code subject_token_type} (RFC 8693 §3). */
public enum SubjectTokenType {
    /** An access token of RFC 9068, which says so itself by {@code typ}. */
    ACCESS_TOKEN,
    /** An ID token of OpenID Connect. */
    ID_TOKEN,
    /** Any other JWT, such as those with which platforms vouch for workloads. */
    JWT;

    private static final String PREFIX = "urn:ietf:params:oauth:token-type:";

    /** Its name in registrations. */
    public String shortName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its name in requests. */
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
