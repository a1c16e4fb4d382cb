package matryoshka.service.exchange;

import java.util.Arrays;
import java.util.Optional;

/** The types of tokens that are taken or given in an exchange (RFC 8693 §3). */
public enum TokenType {
    ACCESS_TOKEN,
    JWT,
    ID_TOKEN;

    private static final String PREFIX = "urn:ietf:params:oauth:token-type:";

    /** The type's URN. */
    public String urn() {
        return PREFIX + shortName();
    }

    /** The last part of the URN. */
    public String shortName() {
        return switch (this) {
            case ACCESS_TOKEN -> "access_token";
            case JWT -> "jwt";
            case ID_TOKEN -> "id_token";
        };
    }

    public static Optional<TokenType> of(String urn) {
        return Arrays.stream(values()).filter(type -> type.urn().equals(urn)).findFirst();
    }
}
