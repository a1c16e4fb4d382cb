package matryoshka.service.platform.oauth;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.nio.charset.StandardCharsets;

/** A secret, which its string form does not show. */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    @JsonCreator
    public static Secret of(String value) {
        return new Secret(value);
    }

    public boolean isEmpty() {
        return value.isEmpty();
    }

    /** Returns the secret. Call it only where the secret is used. */
    public String reveal() {
        return value;
    }

    /** Returns the secret's bytes in UTF-8, for hashing. */
    public byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
