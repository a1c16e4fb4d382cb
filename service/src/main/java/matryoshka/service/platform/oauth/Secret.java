package matryoshka.service.platform.oauth;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.nio.charset.StandardCharsets;

/** Something that must not be seen: it does not print itself. */
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

    /** The secret itself, for where it is used and nowhere else. */
    public String reveal() {
        return value;
    }

    /** The secret's bytes in UTF-8, for hashing. */
    public byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "[secret]";
    }
}
